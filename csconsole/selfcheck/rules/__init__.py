"""The rules that answer items of the self-check out of the data."""
