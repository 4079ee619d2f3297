"""The wording check: what must not, or should not, leave the console."""
