"""Dates and numbers as the chosen language writes them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def use_language(tag: str) -> None:
    """Write dates and numbers as in a language from now on; `tag` such as `zh_CN`."""
    QLocale.setDefault(QLocale(tag))


def day_text(day: date) -> str:
    """A day with its month in words, so that nobody takes one for the other."""
    form = QLocale.FormatType.LongFormat
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def number_text(number: int) -> str:
    """A number with the language's separators."""
    return QLocale().toString(number)
