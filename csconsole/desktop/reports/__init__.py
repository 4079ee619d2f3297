"""The issue tables in the window: their figures drawn, and the files they are written to."""
