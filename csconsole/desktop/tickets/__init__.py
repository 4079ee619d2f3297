"""After-sales tickets in the window."""
