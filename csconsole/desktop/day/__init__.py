"""The page of the day: the self-check, the calendar of signed days, and room for the tables."""
