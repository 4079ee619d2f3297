"""Products: SKU, stock, what goes well with what, and the facts that buyers ask for."""
