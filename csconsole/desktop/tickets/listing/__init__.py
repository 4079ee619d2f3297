"""The page of the tickets: the list with its filters, what is owed, what needs attention."""
