"""After-sales tickets: the four kinds, their forms, workflows, clocks and what is owed."""
