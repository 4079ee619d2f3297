"""How wide a text is, in digits: a Chinese sign takes two."""


def text_width(text: str) -> int:
    """The width of the widest line of a text.

    GBK writes a sign in as many bytes as it was two or one column wide on Chinese screens; what it
    has no room for counts as one.
    """
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(len(line.encode("gbk", "replace")) for line in text.split("\n"))
