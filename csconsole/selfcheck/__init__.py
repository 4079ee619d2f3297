"""The end of the day: what is still open, plans, notices, and the sign-off."""
