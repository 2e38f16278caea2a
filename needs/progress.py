"""Before and after: how far needs have gone down, by theme, from one diagnosis to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from needs.models import Diagnosis
from programs.models import Theme

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet

Moment = Diagnosis.Moment

COMPARED = """
SELECT later.moment, score.theme, count(*),
       avg(score.level::integer), avg((later.scores ->> score.theme)::integer),
       count(*) FILTER (WHERE (later.scores ->> score.theme)::integer < score.level::integer)
FROM needs_diagnosis AS first
JOIN needs_diagnosis AS later
  ON later.application_id = first.application_id
    AND later.moment <> first.moment AND later.finished_at IS NOT NULL
CROSS JOIN LATERAL jsonb_each_text(first.scores) AS score (theme, level)
WHERE first.moment = 'start' AND first.finished_at IS NOT NULL AND later.scores ? score.theme
  AND first.application_id IN ({files})
GROUP BY later.moment, score.theme
"""


@dataclass(frozen=True)
class Step:
    """The mean need (0 to 100) on a theme of those who answered at the start and later."""

    theme: Theme
    people: int
    before: float
    after: float
    better: int  # people whose need went down

    @property
    def change(self) -> float:
        """By how much it went down (below 0) or up."""
        return round(self.after - self.before, 1)


@dataclass(frozen=True)
class Progress:
    """From the start to one later moment, theme by theme."""

    moment: str
    steps: tuple[Step, ...]


def courses(applications: ApplicationQuerySet) -> list[Progress]:
    """What changed among `applications` by the end and later on, where somebody answered twice.

    Two statements.
    """
    if applications.query.is_empty():
        return []
    sql, params = applications.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        # Our own literals; what was chosen stays apart.
        cursor.execute(COMPARED.format(files=sql), params)
        rows = {(moment, theme): numbers for moment, theme, *numbers in cursor.fetchall()}
    themes = list(Theme.objects.all())
    progress = []
    for moment in (Moment.END, Moment.LATER):
        steps = tuple(
            _step(theme, *rows[moment, theme.code])
            for theme in themes
            if (moment, theme.code) in rows
        )
        if steps:
            progress.append(Progress(str(moment.label), steps))
    return progress


def _step(theme: Theme, people: int, before: float, after: float, better: int) -> Step:
    return Step(theme, people, round(float(before), 1), round(float(after), 1), better)
