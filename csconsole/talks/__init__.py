"""The talks: which buyer is being served now."""
