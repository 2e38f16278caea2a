"""People are found by an index of their words, however many take part; their rights stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from people.actions import forget_account
from people.introductions import Introduction, people_for
from people.looking import named
from people.models import Participation, User
from people.search import CANDIDATES, known_to
from workshops.seats.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from programs.models import Stop
    from tests.cast import Cast

MANY = 3000
PEOPLE = ("people_user", "people_participation")
SAID = ["salma", "سلمى", "Selma Tazy", "06 77 00 00 01", "06 77 00", "salma.t@exa", "salma 0677"]
CROWD = """
INSERT INTO people_user (password, is_superuser, name, phonetic_key, search_text, phone,
    phone_verified, language, is_active, joined_at)
SELECT '', FALSE, 'Person ' || n, 'brsn', 'person ' || n, '+2127' || lpad(n::text, 8, '0'), FALSE,
    'ar', TRUE, now() FROM generate_series(1, %s) AS n;
INSERT INTO people_participation (stop_id, person_id, since)
SELECT %s, id, now() FROM people_user WHERE search_text LIKE 'person %%';
SELECT gin_clean_pending_list('person_search');
ANALYZE people_user, people_participation;
SET LOCAL enable_seqscan = off
"""  # an index swells by crowds that were rolled back, until reading all seems cheaper than it


def crowd(stop: Stop, many: int = MANY) -> User:
    """Somebody who takes part in `stop` beside `many` others."""
    salma = User.objects.create_user(
        name="Salma Tazi", phone="+212677000001", email="salma.t@example.org"
    )
    Participation.objects.create(stop=stop, person=salma)
    with connection.cursor() as cursor:
        cursor.execute(CROWD, [many, stop.pk])
    return salma


def looked_at(rows: QuerySet[Any], *of: str) -> int:
    """How many rows of these tables PostgreSQL reads to answer.

    Not of the few who work here: how it goes through those depends on what was taken back before.
    """
    (plan,) = json.loads(rows.explain(format="json", analyze=True))
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes(plan["Plan"])
        if node.get("Relation Name") in of
    )


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of a plan, and those below it."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


@pytest.mark.parametrize("words", SAID)
def test_the_desk_reads_no_more_people_than_it_finds(cast: Cast, words: str) -> None:
    salma = crowd(cast.stop)
    rows = known_to(cast["RS1"], [cast.stop], words)
    assert ([*rows], looked_at(rows, *PEOPLE) < MANY / 100) == ([salma], True)


@pytest.mark.parametrize("words", ["salma", "Selma Tazy", "06 77 00"])
def test_the_team_of_a_workshop_reads_no_more_people_than_it_finds(cast: Cast, words: str) -> None:
    salma = crowd(cast.stop)
    rows = Participation.objects.filter(named(words, of="person"), stop=cast.stop)
    found = find(Participation.objects.filter(stop=cast.stop), words)
    assert ([each.person for each in found.people], looked_at(rows, *PEOPLE) < MANY / 100) == (
        [salma],
        True,
    )


def test_what_very_many_have_is_found_without_reading_them_all(cast: Cast) -> None:
    crowd(cast.stop)
    rows = known_to(cast["RS1"], [cast.stop], "person")
    assert (len(rows), looked_at(rows, "people_participation")) == (10, CANDIDATES)


def test_who_takes_part_elsewhere_only_is_not_found(cast: Cast) -> None:
    salma = crowd(cast.elsewhere, many=3)
    teams = {"RS1": [cast.stop], "RS2": [cast.elsewhere], "SU": [cast.stop, cast.elsewhere]}
    found = {code: [*known_to(cast[code], stops, "salma")] for code, stops in teams.items()}
    assert found == {"RS1": [], "RS2": [salma], "SU": [salma]}


@pytest.mark.django_db
def test_a_new_name_number_or_address_is_found_at_once() -> None:
    person = User.objects.create_user(name="Salma", phone="+212677000001")
    person.name, person.phone, person.email = "فاطمة", "+212677000002", "f.kadiri@example.org"
    person.save(update_fields=["name", "phone", "email"])
    said = ["fatima", "06 77 00 00 02", "kadiri", "f.kadiri@", "salma", "0677000001"]
    found = [User.objects.filter(named(words)).count() for words in said]
    assert found == [1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("M.Alaoui", "alaoui"),
        ("Med.El Alaoui", "alaoui"),
        ("Alaoui/Bennani", "bennani"),
        ("M’hamed N’Guyer", "m'hamed nguyer"),
        ("عبد الله", "عبدالله"),
        ("Salma", "06.77.00.00"),
        ("Salma", "٠٦ ٧٧ ٠٠"),
        ("Salma", "sara.ala@exa"),
    ],
)
@pytest.mark.django_db
def test_a_dot_an_apostrophe_and_other_digits_hide_nobody(name: str, words: str) -> None:
    User.objects.create_user(name=name, phone="+212677000001", email="sara.ala@example.org")
    assert User.objects.filter(named(words)).count() == 1


@pytest.mark.django_db
def test_people_of_a_sheet_are_found_as_those_who_came_alone_are() -> None:
    people_for([Introduction("فاطمة القادري", "+212677000001", "f.kadiri@example.org", "ar")])
    said = ["Fatima", "قادري", "0677 00", "f.kadiri@exa"]
    assert [User.objects.filter(named(words)).count() for words in said] == [1, 1, 1, 1]


@pytest.mark.django_db
def test_nothing_of_who_is_forgotten_is_found() -> None:
    person = User.objects.create_user(name="Salma Tazi", phone="+212677000001")
    forget_account(person)
    said = ["salma", "tazi", "0677000001", "06 77 00"]
    assert [User.objects.filter(named(words)).count() for words in said] == [0, 0, 0, 0]
