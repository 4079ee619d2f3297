"""Orders in the window: the panel beside the replies, the page that finds them, what was copied."""
