"""Exports of platforms, dropped on the window or opened from its menu."""
