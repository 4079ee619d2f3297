"""A list of rows of text, some of them headings: what its model, view and painting share."""
