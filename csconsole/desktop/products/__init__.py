"""The window of the products: their stock, what goes with what, and the facts for answers."""
