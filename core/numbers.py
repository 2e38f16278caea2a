"""Keys as addresses and forms write them."""

LONGEST = 18  # digits of a key that PostgreSQL still takes


def number(written: str) -> int:
    """The key that was written, in the digits of a program; 0, which nothing has, for anything else."""
    return (
        int(written) if written.isascii() and written.isdecimal() and len(written) <= LONGEST else 0
    )
