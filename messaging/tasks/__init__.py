"""The room's work in the background."""

from messaging.tasks import delivery, sweeping

__all__ = ["delivery", "sweeping"]
