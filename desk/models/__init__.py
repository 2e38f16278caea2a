"""What the desk itself keeps."""

from desk.models.groups import SavedGroup

__all__ = ["SavedGroup"]
