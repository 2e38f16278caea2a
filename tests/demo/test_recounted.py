"""Figures of the demonstration, counted a second time by plain SQL: page and file say the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from people.models import Membership, User
from programs.models import Stop
from reporting.breakdowns import breakdown
from tests import sessions
from tests.reporting.test_statistics import in_file, on_screen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
VALUES = {
    "province": "(SELECT iso FROM programs_province AS p WHERE p.id = a.province_id)",
    "sector": "(SELECT code FROM programs_sector AS s WHERE s.id = a.sector_id)",
    "kind": "nullif(a.kind, '')",
    "stage": "nullif(a.stage, '')",
    "gender": "nullif(a.gender, '')",
    "age_band": "a.answers ->> 'age_band'",
    "area": "a.answers ->> 'area'",
    "channel": "a.channel",
    "campaign": "nullif(a.campaign, '')",
    "language": "a.language",
}
PEOPLE = """
WITH here AS (
    SELECT a.*, {value} AS value,
        a.participation_id IN (
            SELECT s.participation_id FROM workshops_seat s JOIN workshops_arrival r
            ON r.seat_id = s.id WHERE r.state = 'present' AND r.second = false
        ) AS came,
        a.participation_id IN (
            SELECT participation_id FROM coaching_booking WHERE state = 'held'
        ) AS met,
        a.participation_id IN (
            SELECT s.participation_id FROM workshops_question q JOIN workshops_seat s
            ON s.id = q.seat_id WHERE q.state IN ('live', 'written')
            UNION
            SELECT p.id FROM messaging_message m JOIN messaging_post w
            ON w.thread_id = m.thread_id AND w.written_at <= m.created_at
            JOIN messaging_thread t ON t.id = m.thread_id
            JOIN people_participation p ON p.person_id = t.person_id AND p.stop_id = t.stop_id
            WHERE m.author_id IS NOT NULL
        ) AS told,
        a.participation_id IN (
            SELECT participation_id FROM partners_referral WHERE state = 'financed'
        ) AS paid
    FROM applications_application a
    JOIN programs_stop ON programs_stop.id = a.stop_id AND programs_stop.slug = 'fes-meknes'
)
SELECT coalesce(value, '-'),
    sum(CASE WHEN state = 'merged' THEN 0 ELSE 1 END),
    sum(CASE WHEN state IN ('draft', 'withdrawn', 'merged') THEN 0 ELSE 1 END),
    sum(CASE WHEN state IN ('draft', 'withdrawn', 'merged', 'submitted') THEN 0 ELSE 1 END),
    sum(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END),
    sum(CASE WHEN state = 'confirmed' AND came THEN 1 ELSE 0 END),
    sum(CASE WHEN state = 'confirmed' AND met THEN 1 ELSE 0 END),
    sum(CASE WHEN state = 'confirmed' AND told THEN 1 ELSE 0 END),
    sum(CASE WHEN state = 'confirmed' AND paid THEN 1 ELSE 0 END)
FROM here GROUP BY 1
"""
SEATS = """
SELECT count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM workshops_arrival r WHERE r.seat_id = s.id AND r.state = 'present' AND NOT r.second
))
FROM workshops_seat s
JOIN workshops_workshop w ON w.id = s.workshop_id
JOIN programs_stop ON programs_stop.id = w.stop_id AND programs_stop.slug = 'fes-meknes'
WHERE s.state = 'seated' AND w.state = 'published' AND w.ends_at <= now()
"""
NEEDS = """
SELECT t.code, count(*), count(*) FILTER (WHERE n.state = 'met')
FROM needs_need n JOIN programs_theme t ON t.id = n.theme_id
JOIN applications_application a ON a.id = n.application_id
JOIN programs_stop ON programs_stop.id = a.stop_id AND programs_stop.slug = 'fes-meknes'
WHERE n.state <> 'dropped' AND a.state NOT IN ('draft', 'withdrawn', 'merged')
GROUP BY 1
"""


def sql(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.fixture
def manager() -> Client:
    """The browser of somebody who manages the stop."""
    return browser_of(who_manages())


def who_manages() -> User:
    stop = Stop.objects.get(slug="fes-meknes")
    members = Membership.objects.filter(center=stop.center, role=Membership.Role.MANAGER)
    return members.select_related("user")[0].user


def browser_of(person: User) -> Client:
    """A browser in English in which somebody signed in with both factors."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    session = sessions.session_of(person) | sessions.proof(person, method="mfa", type="totp")
    browser.cookies[settings.SESSION_COOKIE_NAME] = sessions.written(session)
    return browser


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("by", VALUES)
def test_every_step_by_one_property(manager: Client, by: str) -> None:
    label = breakdown(by).labels()
    recounted = {
        label(value): [str(number) for number in numbers]
        for value, *numbers in sql(PEOPLE.format(value=VALUES[by]))
        if any(numbers)
    }
    page = on_screen(manager.get(f"/desk/fes-meknes/figures/?by={by}").content.decode(), "steps")
    file = in_file(manager, f"/desk/fes-meknes/figures/steps.csv?by={by}")
    shown = {name: cells[2:] for name, cells in page.items() if name != "All"}
    assert (shown, file) == (recounted, page)


def test_the_whole_stop(manager: Client) -> None:
    [(_all, *numbers)] = sql(PEOPLE.format(value="'all'"))
    page = on_screen(manager.get("/desk/fes-meknes/figures/").content.decode(), "funnel")
    steps = [cells[0] for cells in page.values()]
    visits = sql("SELECT sum(count) FROM programs_visit GROUP BY page ORDER BY page DESC")
    assert steps == [str(number) for (number,) in visits] + [str(number) for number in numbers]
    assert numbers[1] == 500
    assert in_file(manager, "/desk/fes-meknes/figures/funnel.csv") == page


def test_who_came_and_what_was_needed(manager: Client) -> None:
    page = manager.get("/desk/fes-meknes/figures/").content.decode()
    [seats] = sql(SEATS)
    came = on_screen(page, "attendance")["Workshops"]
    assert (came[0], came[1]) == tuple(map(str, seats))
    needs = [cells[:2] for name, cells in on_screen(page, "needs").items() if name != "All themes"]
    assert sorted(needs) == sorted([str(count), str(met)] for _, count, met in sql(NEEDS))
