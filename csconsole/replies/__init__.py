"""The library of standardized replies: files, search, filling in."""
