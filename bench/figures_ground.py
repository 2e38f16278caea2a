"""A hundred thousand participants with three seats and two sessions each, for the figures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from bench.names import arrays
from bench.session_rounds import furnished
from coaching.models import Booking, Slot
from programs.models import Theme
from reporting.models import Folded
from workshops.models import Workshop

if TYPE_CHECKING:
    from programs.models import Stop

PEOPLE, WORKSHOPS = 100_000, 60
# No trigger and no key is asked while these come: they are right by their making.
ROWS = """
SET session_replication_role = replica;
WITH people AS (
    INSERT INTO people_user (password, is_superuser, name, phonetic_key, search_text, phone,
        phone_verified, language, is_active, joined_at)
    SELECT '!', FALSE, (%(first_written)s::text[])[a] || ' ' || (%(family_written)s::text[])[b],
        (%(first_heard)s::text[])[a] || ' ' || (%(family_heard)s::text[])[b],
        (%(first_folded)s::text[])[a] || ' ' || (%(family_folded)s::text[])[b]
        || ' 2128' || lpad(n::text, 8, '0') || ' 08' || lpad(n::text, 8, '0'),
        '+2128' || lpad(n::text, 8, '0'), FALSE, 'ar', TRUE, now()
    FROM generate_series(1, %(people)s) AS n,
        LATERAL (SELECT 1 + n %% 40 AS a, 1 + n / 40 %% 60 AS b) AS which
    RETURNING id
)
INSERT INTO people_participation (stop_id, person_id, since) SELECT %(stop)s, id, now() FROM people;
UPDATE applications_application AS file SET state = 'confirmed', participation_id = place.id
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM people_participation
    WHERE stop_id = %(stop)s ORDER BY id DESC LIMIT %(people)s) AS place
WHERE file.reference = 'BE-' || place.n * 7 AND file.stop_id = %(stop)s;
INSERT INTO workshops_seat (workshop_id, participation_id, state, position, count, companion_name,
    companion_phone, entered_at, version)
SELECT (%(workshops)s::bigint[])[1 + (place.id + turn * 17) %% %(many)s], place.id, 'seated',
    place.id * 3 + turn, 1, '', '', now(), 0
FROM people_participation AS place, generate_series(0, 2) AS turn WHERE place.stop_id = %(stop)s;
INSERT INTO workshops_arrival (workshop_id, seat_id, second, name, key, state, how, at)
SELECT workshop_id, id, FALSE, '', gen_random_uuid(),
    (ARRAY['present', 'present', 'absent'])[1 + id %% 3], 'sheet', now()
FROM workshops_seat WHERE id %% 10 < 9;
INSERT INTO coaching_booking (slot_id, stop_id, expert_id, participation_id, theme_id, mode, phone,
    words, starts_at, ends_at, is_alone, state, key, version, made_at)
SELECT slot.id, place.stop_id, slot.expert_id, place.id,
    (%(themes)s::bigint[])[1 + (place.id + turn) %% %(subjects)s], 'phone', '', '',
    slot.starts_at, slot.ends_at, FALSE, (ARRAY['held', 'held', 'missed'])[1 + place.id %% 3],
    gen_random_uuid(), 1, now()
FROM coaching_slot AS slot, people_participation AS place, generate_series(0, 1) AS turn
WHERE slot.id = %(slot)s AND place.stop_id = %(stop)s;
INSERT INTO needs_need (application_id, theme_id, level, state, reason, changed_at)
SELECT id, (%(themes)s::bigint[])[1 + (id + turn) %% %(subjects)s], 60,
    (ARRAY['open', 'met', 'treated'])[1 + id %% 3], '', now()
FROM applications_application, generate_series(0, 1) AS turn
WHERE state = 'confirmed' AND stop_id = %(stop)s;
SET session_replication_role = origin;
ANALYZE
"""


@transaction.atomic
def participants(stop: Stop) -> None:
    """Make them once; what an earlier run made stays."""
    if Booking.objects.filter(stop=stop, is_alone=False).exists():
        return
    themes = list(Theme.objects.values_list("pk", flat=True))
    (slot, *_others) = furnished(stop, 1, 1)
    workshops = _workshops(stop, themes)
    at = Slot.objects.get(pk=slot).pk
    told: dict[str, Any] = {"stop": stop.pk, "people": PEOPLE, "slot": at}
    told |= {"workshops": workshops, "many": len(workshops)}
    told |= {"themes": themes, "subjects": len(themes), **arrays()}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(ROWS, told)
    Folded.objects.all().delete()  # no trigger has told the figures: they are built anew


def _workshops(stop: Stop, themes: list[int]) -> list[int]:
    """So many that are over."""
    start = timezone.localtime(timezone.now() - timedelta(days=3))
    made = Workshop.objects.bulk_create(
        Workshop(
            stop=stop,
            number=9000 + number,
            title_ar="ورشة",
            title_fr="Atelier",
            theme_id=themes[number % len(themes)],
            starts_on=start.date(),
            starts_clock=start.time(),
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            capacity=30,
            ceiling=30,
            state=Workshop.State.PUBLISHED,
            published_at=timezone.now(),
        )
        for number in range(WORKSHOPS)
    )
    return [workshop.pk for workshop in made]
