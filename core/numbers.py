"""Keys as URLs and forms write them."""

LONGEST = 18  # digits of a key that PostgreSQL still takes


def number(text: str) -> int:
    """The key that `text` holds, in the digits of a program; 0, which nothing has, for others."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
