"""The encrypted store: keys, journal, backup. The only room that knows how bytes are kept."""
