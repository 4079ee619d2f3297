"""Places in a text: Qt counts in UTF-16, the rest of the program in code points; no Qt."""


def to_qt(text: str, at: int) -> int:
    """The place that Qt knows for a place in code points."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def from_qt(text: str, at: int) -> int:
    """The place in code points for a place that Qt tells."""
    told = text.encode("utf-16-le", "surrogatepass")[: 2 * at]
    return len(told.decode("utf-16-le", "ignore"))
