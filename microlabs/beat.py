"""The clock: Celery's, which first asks whether there is anything to do, and listens meanwhile.

A task that finds nothing costs a way through Redis to a worker and back. An entry of `EVERY` may
bring `asks`: a question of one statement at most, put to the clock itself. Without an answer (the
database is away) the task goes out as without a question. `hears` names what PostgreSQL tells: then
the task goes out at once, between its times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery.beat import PersistentScheduler
from django.db import Error, connection

from core.notices import Ear
from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Callable

    from celery.beat import ScheduleEntry

MOMENT = 0.001  # seconds, after which Celery looks whether its file is to be written


class Clock(PersistentScheduler):
    """Sends what is due and has something to do."""

    questions: dict[str, Callable[[], bool]]
    channels: dict[str, str]

    def setup_schedule(self) -> None:
        """Collect the questions of every room beside their times, and what they listen to."""
        entries = [each for times in offered("clock", "EVERY") for each in times.items()]
        self.questions = {name: entry["asks"] for name, entry in entries if "asks" in entry}
        self.channels = {name: entry["hears"] for name, entry in entries if "hears" in entry}
        self.ear = Ear({*self.channels.values()})
        super().setup_schedule()

    def tick(self, *args: Any, **options: Any) -> float:
        """One turn; then it listens until the next one."""
        pause = super().tick(*args, **options)
        if pause <= 0:
            return pause
        if self.ear.wait(pause):
            for name in self.channels:
                self.apply_entry(self.schedule[name], producer=self.producer)
        return MOMENT

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send it, unless its question is answered by no."""
        if self.has_work(entry.name):
            super().apply_entry(entry, producer=producer)

    def has_work(self, name: str | None) -> bool:
        """The answer to the question of an entry; yes where there is none."""
        question = self.questions.get(name or "")
        if question is None:
            return True
        try:
            return question()
        except Error:
            connection.close()  # the next question takes another one
            return True
