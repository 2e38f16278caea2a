"""Where a reviewer stands at a stop: what they have read and did last, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from applications.models import Application
from selection.models import Review

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop

ASKED = """
WITH mine AS (
  SELECT file.id AS file, file.reference, review.verdict, review.judged_at,
    file.state = 'submitted' AND NOT EXISTS (
      SELECT FROM selection_decision AS decision WHERE decision.application_id = file.id
    ) AS is_open
  FROM selection_review AS review
  JOIN applications_application AS file ON file.id = review.application_id
  WHERE review.reviewer_id = %(user)s AND file.stop_id = %(stop)s),
last AS (
  SELECT file, reference, verdict, judged_at FROM mine
  WHERE verdict <> '' AND is_open ORDER BY judged_at DESC LIMIT 1),
recused AS (
  SELECT recusal.application_id AS file, recusal.reader_id
  FROM selection_recusal AS recusal
  JOIN applications_application AS file ON file.id = recusal.application_id
  WHERE recusal.ended_at IS NULL AND file.stop_id = %(stop)s),
pieces AS (
  SELECT piece.application_id AS file, piece.answered_at
  FROM selection_informationrequest AS piece
  JOIN applications_application AS file ON file.id = piece.application_id
  WHERE piece.closed_at IS NULL AND file.stop_id = %(stop)s)
SELECT last.*, mine.*, recused.*, pieces.* FROM
  (SELECT count(*) FILTER (WHERE verdict <> ''), count(*) FILTER (WHERE verdict = '' AND is_open),
    coalesce(array_agg(file), '{}') FROM mine) AS mine,
  (SELECT coalesce(array_agg(file) FILTER (WHERE reader_id = %(user)s), '{}'),
    coalesce(array_agg(file), '{}') FROM recused) AS recused,
  (SELECT coalesce(array_agg(file), '{}'), coalesce(bool_or(answered_at IS NOT NULL), FALSE)
    FROM pieces) AS pieces
  LEFT JOIN last ON TRUE
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one reviewer has done at one stop; files by their keys.

    `read` are those in their hands or judged, `off` those that they do not read, `recused` those
    that anybody does not; `pieces` those of which something is missing or has come back, and
    `returned` says whether any has.
    """

    last: Review | None  # the verdict that they may still take back
    judged: int
    waiting: int
    read: frozenset[int]
    off: frozenset[int]
    recused: frozenset[int]
    pieces: frozenset[int]
    returned: bool

    @classmethod
    def of(cls, stop: Stop, user: User) -> Standing:
        """That of `user` at `stop`, in one statement."""
        with connection.cursor() as cursor:
            cursor.execute(ASKED, {"stop": stop.pk, "user": user.pk})
            file, reference, verdict, judged_at, judged, waiting, *rest = cursor.fetchone()
        read, off, recused, pieces, returned = rest
        last = None
        if file:
            last = Review(verdict=verdict, judged_at=judged_at, reviewer=user)
            last.application = Application(pk=file, reference=reference, stop=stop)
        return cls(
            last,
            judged,
            waiting,
            read=frozenset(read),
            off=frozenset(off),
            recused=frozenset(recused),
            pieces=frozenset(pieces),
            returned=returned,
        )
