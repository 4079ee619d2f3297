"""The composition root: opens the store and hands the features out."""
