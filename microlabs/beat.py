"""The clock: Celery's, which first asks whether there is anything to do, and listens meanwhile.

A task that finds nothing costs a way through Redis to a worker and back. An entry of `EVERY` may
bring `asks`: the rows that it would find, or whether it would find any. All that are due at one
moment are asked for in one statement, by the clock itself. Without an answer (the database is away)
a task goes out as without a question. `hears` names what PostgreSQL tells: then the task goes out
at once, between its times.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from celery.beat import PersistentScheduler
from django.db import Error, connection
from django.db.models import QuerySet

from core.anything import found
from core.notices import Ear
from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from celery.beat import ScheduleEntry

    Rows = QuerySet[Any, Any]
    Question = Callable[[], bool | Rows | Iterable[Rows]]

MOMENT = 0.001  # seconds, after which Celery looks whether its file is to be written
TOGETHER = 1.0  # seconds: what is due within them is asked for at once


class Clock(PersistentScheduler):
    """Sends what is due and has something to do."""

    questions: dict[str, Question]
    channels: dict[str, str]
    answers: dict[str, bool]  # of a moment ago, each for one turn
    asked_at: float

    def setup_schedule(self) -> None:
        """Collect the questions of every room beside their times, and what they listen to."""
        self.questions, self.channels = _own("asks"), _own("hears")
        self.ear = Ear({*self.channels.values()})
        self.answers, self.asked_at = {}, 0.0
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
        if name not in self.questions:
            return True
        now = time.monotonic()
        if name not in self.answers or now - self.asked_at > TOGETHER:
            self.answers, self.asked_at = self._ask({name, *self._due_now()}), now
        return self.answers.pop(name)

    def _due_now(self) -> Iterable[str]:
        """Whose turn comes within the moment, of those that have a question."""
        for name in self.questions.keys() & self.schedule.keys():
            is_due, seconds = self.schedule[name].is_due()
            if is_due or seconds <= TOGETHER:
                yield name

    def _ask(self, names: Iterable[str]) -> dict[str, bool]:
        asked = {name: self.questions[name]() for name in names}
        known = {name: each for name, each in asked.items() if isinstance(each, bool)}
        rows = {
            name: [each] if isinstance(each, QuerySet) else each
            for name, each in asked.items()
            if not isinstance(each, bool)
        }
        try:
            return known | found(rows)
        except Error:
            connection.close()  # the next question takes another one
            return known | dict.fromkeys(rows, True)


def _own(what: str) -> dict[str, Any]:
    """What Celery does not know of an entry, by its name."""
    return {
        name: each[what]
        for times in offered("clock", "EVERY")
        for name, each in times.items()
        if each.get(what)
    }
