"""The form of a ticket: an editor for each kind of field."""
