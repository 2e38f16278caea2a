"""The demonstration's figures by plain SQL once more: what programs and papers say is the same."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override

from reporting.breakdowns import breakdown
from reporting.json_api.actions import give_token
from reporting.models import Count
from tests.demo.test_recounted import PEOPLE, VALUES, browser_of, sql, who_manages
from tests.reporting.counting.by_hand import by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
STEPS = (
    *("started", "applications", "decided", "participants", "attended", "coached", "answered"),
    "financed",
)
PUBLIC = ("applications", "participants")
SUMS = """
WITH stop AS (SELECT id FROM programs_stop WHERE slug = 'fes-meknes'),
seats AS (
    SELECT s.id, w.state = 'published' AND w.ends_at <= now() AS over FROM workshops_seat s
    JOIN workshops_workshop w ON w.id = s.workshop_id
    WHERE w.stop_id IN (TABLE stop) AND s.state = 'seated'
), sessions AS (
    SELECT id, state FROM coaching_booking WHERE stop_id IN (TABLE stop)
), faces AS (
    SELECT face FROM workshops_opinion WHERE seat_id IN (SELECT id FROM seats)
    UNION ALL
    SELECT face FROM coaching_sessionopinion WHERE booking_id IN (SELECT id FROM sessions)
), files AS (
    SELECT * FROM applications_application WHERE stop_id IN (TABLE stop)
    AND state NOT IN ('draft', 'withdrawn', 'merged')
), waits AS (
    SELECT greatest(round(extract(epoch FROM (
        SELECT max(at) FROM applications_move m WHERE m.application_id = f.id
        AND m.origin = 'submitted'
    ) - submitted_at) / 3600), 0) AS hours FROM files f WHERE state <> 'submitted'
), levels AS (
    SELECT value::numeric AS before, (e.scores ->> key)::numeric AS after
    FROM needs_diagnosis b JOIN needs_diagnosis e USING (application_id), jsonb_each_text(b.scores)
    WHERE b.moment = 'start' AND e.moment = 'end' AND e.scores ? key
    AND b.finished_at IS NOT NULL AND e.finished_at IS NOT NULL
    AND key IN (SELECT code FROM programs_theme) AND application_id IN (SELECT id FROM files)
), told AS (
    SELECT DISTINCT ON (w.id)
        round(extract(epoch FROM m.created_at - w.written_at) / 60) AS minutes
    FROM messaging_post w JOIN messaging_thread t ON t.id = w.thread_id
    JOIN people_participation p ON p.person_id = t.person_id AND p.stop_id = t.stop_id
    JOIN messaging_message m ON m.thread_id = t.id AND m.created_at >= w.written_at
    WHERE t.stop_id IN (TABLE stop) AND m.author_id IS NOT NULL ORDER BY w.id, m.created_at
)
SELECT 'seats', count(*) FROM seats WHERE over
UNION ALL SELECT 'seats_attended', count(*) FROM seats s JOIN workshops_arrival r
    ON r.seat_id = s.id WHERE over AND r.state = 'present' AND NOT r.second
UNION ALL SELECT 'sessions', count(*) FROM sessions WHERE state IN ('held', 'missed')
UNION ALL SELECT 'sessions_held', count(*) FROM sessions WHERE state = 'held'
UNION ALL SELECT 'needs', count(*) FROM needs_need WHERE state <> 'dropped'
    AND application_id IN (SELECT id FROM files)
UNION ALL SELECT 'needs_met', count(*) FROM needs_need WHERE state = 'met'
    AND application_id IN (SELECT id FROM files)
UNION ALL SELECT 'decision_hours', sum(hours) FROM waits
UNION ALL SELECT 'opinions', count(*) FROM faces
UNION ALL SELECT 'opinion_points', coalesce(sum(face), 0) FROM faces
UNION ALL SELECT 'levels', count(*) FROM levels
UNION ALL SELECT 'level_before', coalesce(sum(before), 0) FROM levels
UNION ALL SELECT 'level_after', coalesce(sum(after), 0) FROM levels
UNION ALL SELECT 'answers', count(*) FROM told
UNION ALL SELECT 'answer_minutes', coalesce(sum(minutes), 0) FROM told
"""


def people_by(by: str) -> dict[str, dict[str, int]]:
    """How many at every step have each value of a property, by plain SQL."""
    return {
        value: dict(zip(STEPS, map(int, numbers), strict=True))
        for value, *numbers in sql(PEOPLE.format(value=VALUES[by]))
    }


def counts(**asked: str) -> list[dict[str, Any]]:
    """What the API answers to the program of somebody who manages the stop."""
    owner = who_manages()
    made: dict[str, Any] = {"owner": owner, "name": "T", "scopes": ["figures:read"]}
    secret = give_token(**made, lasts=timedelta(days=1))[1]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    found: list[dict[str, Any]] = program.get("/api/stops/fes-meknes/counts", asked).json()[
        "counts"
    ]
    return found


@pytest.mark.parametrize("by", VALUES)
def test_programs_read_every_step_by_one_property(by: str) -> None:
    read = {
        (row["value"], row["population"]): row["count"]
        for row in counts(breakdown=by)
        if row["population"] in STEPS
    }
    recounted = {
        (value, step): number
        for value, numbers in people_by(by).items()
        for step, number in numbers.items()
        if number
    }
    assert read == recounted


def test_programs_read_every_total_and_every_sum() -> None:
    [(_all, *numbers)] = sql(PEOPLE.format(value="'all'"))
    recounted = dict(zip(STEPS, numbers, strict=True)) | dict(sql(SUMS))
    read = {row["population"]: row["count"] for row in counts(breakdown="total")}
    assert read == {name: int(number) for name, number in recounted.items()}


def test_programs_read_what_is_counted_by_hand() -> None:
    stop = Count.objects.filter(stop__slug="fes-meknes").values_list("stop", flat=True)[0]
    read = {
        (stop, row["population"], row["breakdown"], row["value"]): row["count"] for row in counts()
    }
    assert read == {line: number for line, number in by_hand().items() if line[0] == stop}


def test_everybody_reads_what_plain_sql_counts() -> None:
    shown = Client().get("/api/stops/fes-meknes/figures").json()
    [(_all, *numbers)] = sql(PEOPLE.format(value="'all'"))
    whole = dict(zip(STEPS, map(int, numbers), strict=True))
    assert {each["population"]: each["count"] for each in shown["totals"]} == {
        name: whole[name] for name in PUBLIC
    }
    compared = 0
    for table in shown["tables"]:
        if table["breakdown"] not in VALUES:
            continue
        people, name = people_by(table["breakdown"]), table["population"]
        said = {row["value"]: row["count"] for row in table["rows"]}
        rest = said.pop("", 0)
        assert said == {value: people[value][name] for value in said}
        assert rest == whole[name] - sum(said.values())
        compared += len(said)
    assert compared > 20


@pytest.mark.parametrize(("by", "who"), [("province", "applications"), ("sector", "participants")])
def test_the_report_on_paper_says_what_plain_sql_counts(by: str, who: str) -> None:
    address = "/desk/fes-meknes/bulletin/draft-report-fr.pdf"
    document = pypdfium2.PdfDocument(browser_of(who_manages()).get(address).content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    read = re.sub(r"\s+", " ", text)
    with override("fr"):
        label = breakdown(by).labels()
        people = {label(value): number[who] for value, number in people_by(by).items()}
    lines = [f"{name} {number}" for name, number in people.items() if number >= 5]
    assert [line for line in lines if f"{line} " not in read] == []
    assert len(lines) > 2
