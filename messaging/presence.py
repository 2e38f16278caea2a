"""Who writes an answer just now: kept in the cache for less than a minute, in no table.

Two who begin in the same instant may hide each other for a few seconds; what counts is asked when
an answer is sent.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from messaging.models import Thread
    from people.models import User

LASTS = 25  # seconds after the last key that was pressed; a page tells every ten
Writers = dict[int, str]  # names by account


def write_down(thread: Thread, user: User) -> None:
    """`user` is writing an answer in `thread`."""
    kept = _kept(thread.pk) | {user.pk: (user.name, time.time() + LASTS)}
    cache.set(_place(thread.pk), kept, LASTS)


def leave(thread: Thread, user: User) -> None:
    """`user` has sent theirs."""
    kept = _kept(thread.pk)
    if kept.pop(user.pk, None):
        cache.set(_place(thread.pk), kept, LASTS)


def writers(thread: Thread, *, but: User) -> Writers:
    """The others who are writing an answer in `thread`."""
    return {pk: name for pk, (name, _until) in _kept(thread.pk).items() if pk != but.pk}


def _kept(thread: int) -> dict[int, tuple[str, float]]:
    kept: dict[int, tuple[str, float]] = cache.get(_place(thread)) or {}
    now = time.time()
    return {pk: (name, until) for pk, (name, until) in kept.items() if until > now}


def _place(thread: int) -> str:
    return f"writing:{thread}"
