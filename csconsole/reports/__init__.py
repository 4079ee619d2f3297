"""The daily issue tables: which tickets belong to a day, counted and written for others to read."""
