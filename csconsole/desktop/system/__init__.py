"""What the desktop asks of the operating system beyond Qt: keys from everywhere, and pasting."""
