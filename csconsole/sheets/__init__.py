"""Sheets as other programs write them: files opened with care, encodings, rows and cells."""
