"""Writing the library in the window: the editor, what became of a reply, and its care."""
