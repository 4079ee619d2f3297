"""The palette: a reply into the chat box of another program, without leaving it."""
