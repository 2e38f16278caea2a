"""The clock: Celery's, which first asks whether there is anything to do.

A task that finds nothing costs a way through Redis to a worker and back. An entry of `EVERY` may
bring `asks`: a question of one statement at most, put to the clock itself. Without an answer (the
database is away) the task goes out as without a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery.beat import PersistentScheduler
from django.db import Error, close_old_connections

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Callable

    from celery.beat import ScheduleEntry


class Clock(PersistentScheduler):
    """Sends what is due and has something to do."""

    questions: dict[str, Callable[[], bool]]

    def setup_schedule(self) -> None:
        """Collect the questions of every room beside their times."""
        self.questions = {
            name: entry["asks"]
            for times in offered("clock", "EVERY")
            for name, entry in times.items()
            if "asks" in entry
        }
        super().setup_schedule()

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send it, unless its question is answered by no."""
        if self.has_work(entry.name):
            super().apply_entry(entry, producer=producer)

    def has_work(self, name: str | None) -> bool:
        """The answer to the question of an entry; yes where there is none."""
        question = self.questions.get(name or "")
        if question is None:
            return True
        close_old_connections()
        try:
            return question()
        except Error:
            return True
