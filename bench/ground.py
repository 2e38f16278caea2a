"""What is measured on: one open stop, one member of staff, a million candidacies."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from typing import TYPE_CHECKING

from allauth.account.internal.flows import login
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.names import arrays
from bench.walks import SLUG as SLUG  # noqa: PLC0414  the others name it here
from people.models import Membership, User
from programs.models import Center, Program, Stop
from questionnaires.compiled_forms import current_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.utils import CursorWrapper

STAFF = "bench@example.invalid"
MANY = 1_000_000
LOADED = 100_000  # rows from which on they are loaded
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'applications_application' AND NOT EXISTS (
    SELECT FROM pg_constraint WHERE conname = indexname
) AND indexdef NOT LIKE 'CREATE UNIQUE%'
"""
SEED = """
INSERT INTO applications_application (
  stop_id, version_id, state, token, key, reference, applicant_id, language, channel, association,
  campaign, name, phone, email, kind, gender, stage, province_id, sector_id, outside,
  created_at, updated_at,
  submitted_at, name_key, phonetic_key, search_text, answers)
SELECT %(stop)s, %(version)s, 'submitted', 'bench' || n, gen_random_uuid(), 'BE-' || n,
  %(person)s, 'ar',
  (ARRAY['web','web','web','phone','walk_in'])[1 + n %% 5], '', '',
  (%(first_written)s::text[])[a] || ' ' || (%(family_written)s::text[])[b]
    || ' ' || (%(family_written)s::text[])[c],
  '+2126' || lpad(n::text, 8, '0'), '',
  (ARRAY['project','self_employed','micro','cooperative'])[1 + (n * n) %% 4], '',
  (ARRAY['idea','starting','running'])[1 + n %% 3],
  places[1 + floor(power(random(), 3) * 74)::int],
  sectors[1 + floor(power(random(), 2) * 16)::int], FALSE, moment, moment, moment, folded, heard,
  'be ' || n || ' ' || folded || ' 2126' || lpad(n::text, 8, '0')
    || ' 06' || lpad(n::text, 8, '0'), '{}'
FROM generate_series(%(first)s::bigint, %(last)s) AS n,
  LATERAL (SELECT now() - n * interval '2 seconds' AS moment,
    1 + n %% 40 AS a, 1 + n / 40 %% 60 AS b, 1 + n / 2400 %% 60 AS c) AS which,
  LATERAL (SELECT (%(first_folded)s::text[])[a] || ' ' || (%(family_folded)s::text[])[b] || ' '
    || (%(family_folded)s::text[])[c] AS folded,
    array_to_string(ARRAY(SELECT word FROM unnest(ARRAY[(%(first_heard)s::text[])[a],
      (%(family_heard)s::text[])[b], (%(family_heard)s::text[])[c]]) AS word
      ORDER BY word COLLATE "C"), ' ') AS heard) AS names,
  (SELECT array_agg(id ORDER BY id) AS places FROM programs_province) AS provinces,
  (SELECT array_agg(id ORDER BY id) AS sectors FROM programs_sector) AS activities
"""


def furnish(many: int = 0) -> Stop:
    """Make tables, static files, the stop, the staff, `many` files; what is there stays."""
    call_command("migrate", verbosity=0)
    call_command("translations", "compile")
    call_command("collectstatic", verbosity=0, interactive=False)
    now = timezone.now()
    columns = {
        "program": Program.objects.get(),
        "center": Center.objects.get(region__iso="MA-03"),
        "state": Stop.State.OPEN,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=9),
        "name_ar": "محطة القياس",
        "name_fr": "Étape de mesure",
        "name_en": "Stop of the benches",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 3, 1),
        "places": 360,
        "prefix": "BE",
    }
    stop, _new = Stop.objects.update_or_create(slug=SLUG, defaults=columns)
    person = User.objects.filter(email=STAFF).first() or User.objects.create_user(
        name="Bench", email=STAFF
    )
    Membership.objects.get_or_create(user=person, role=Membership.Role.MANAGER, center=stop.center)
    if many:
        crowd(stop, many)
    return stop


def crowd(stop: Stop, size: int) -> float:
    """Have exactly `size` candidacies in the table; the seconds it took."""
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SELECT setseed(0.1)")
        cursor.execute("SELECT count(*) FROM applications_application WHERE token LIKE 'bench%%'")
        count = cursor.fetchone()[0]
        if count > size:
            cursor.execute("TRUNCATE applications_application CASCADE")
            count = 0
        if count < size:
            with unindexed(cursor) if size - count >= LOADED else nullcontext():
                seed(cursor, stop, first=count + 1, last=size)
            cursor.execute("VACUUM ANALYZE applications_application")
    return time.monotonic() - begun


def seed(cursor: CursorWrapper, stop: Stop, *, first: int, last: int) -> None:
    """Make the candidacies of these numbers."""
    person = User.objects.get(email=STAFF).pk
    row = {"stop": stop.pk, "person": person, "version": current_version("candidacy", stop).pk}
    cursor.execute(SEED, {**row, **arrays(), "first": first, "last": last})


@contextmanager
def unindexed(cursor: CursorWrapper) -> Iterator[None]:
    """Load many rows as a restore does: no trigger, no key is asked, indexes come after them."""
    with transaction.atomic():
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for name, _how in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, how in indexes:
            cursor.execute(how)


def session(email: str = STAFF) -> str:
    """A session of the staff that has passed the second factor."""
    browser = Client()
    person = User.objects.get(email=email)
    browser.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    store = browser.session
    store[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    user_key = login._AUTHENTICATION_METHODS_USER_SESSION_KEY  # noqa: SLF001  allauth looks for it
    store[user_key] = str(person.pk)
    store.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
