"""The files of other programs: one small reader each behind one interface, and the writers."""
