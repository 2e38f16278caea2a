"""Occasions of this part to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from messaging.occasions import Event

BOOKINGS: tuple[Event, ...] = ()
