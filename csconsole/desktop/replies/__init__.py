"""The page of the replies: found, filled in, copied."""
