"""The room's work in the background."""

from messaging.tasks import delivery, media, sweeping

__all__ = ["delivery", "media", "sweeping"]
