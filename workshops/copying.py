"""The workshops that a stop has planned, taken over by another stop as drafts."""

from __future__ import annotations

from workshops.planning.copies import copy_plan as copy

__all__ = ["copy"]
