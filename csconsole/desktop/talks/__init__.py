"""Several talks open at once: their strip of tabs, and the way between them."""
