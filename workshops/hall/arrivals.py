"""Who came."""

from workshops.models import Seat


def arrive(seat: Seat, how: str = "link") -> None:
    """Note that somebody came in by their own link."""
