"""Orders: what the platforms export, the buyers, notes and flags, couriers and products."""
