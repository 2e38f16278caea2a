"""The old name of `finding`, until nobody imports it any more."""

from coaching.booking.finding import Wish, free_slots, others

__all__ = ["Wish", "free_slots", "others"]
