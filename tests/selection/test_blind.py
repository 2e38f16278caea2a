"""While a stop is read without names, no page tells a reviewer whose file it is, until judged."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from applications.actions import keep
from applications.models import Application
from desk.searching import search
from reporting.exports.writing import asked_rows, table
from reporting.models import Export
from selection.models import Review
from tests.cast import Cast, message_to, phone_of
from tests.rows import DOORS
from tests.rows_conversations import thread_of
from tests.selection.judging import rules
from tests.test_doors import ask

WHOSE = ("AP1", "AP2")
# Where a visitor enters too, a page shows what its own link opens, and no file of a stop.
ROOMS = {
    where: {
        name: door
        for name, door in rows.items()
        if "Y" in {(door.get or {}).get("RV"), (door.post or {}).get("RV")}
        and "Y" not in {(door.get or {}).get("AN"), (door.post or {}).get("AN")}
    }
    for where, rows in DOORS.items()
}


def telling(answer: Any) -> set[str]:
    """The words of an answer by which a reader knows AP1 or AP2."""
    streamed = answer.streaming and hasattr(answer, "getvalue")
    text = (answer.getvalue() if streamed else answer.content).decode(errors="replace")
    words = {f"ZZC {code} Name" for code in WHOSE} | {phone_of(code)[4:] for code in WHOSE}
    words |= {f"zzc-{code.lower()}@" for code in WHOSE}
    read = text + str(answer.headers)
    return {word for word in words if word in read}


def opened(cast: Cast, where: str, code: str = "RV") -> dict[str, set[str]]:
    """What is read of AP1 and AP2 at the doors of `where`, by looking and by sending a form."""
    told = {}
    addresses = {
        name: reverse(name, args=door.at(cast, cast.stop)) for name, door in DOORS[where].items()
    }
    for name, door in ROOMS[where].items():
        address = addresses[name]
        for method, rule in (("GET", door.get), ("POST", door.post)):
            if rule and rule[code] == "Y":
                answer = ask(cast, cast.client(code), method, address, door.body(cast))
                told[f"{method} {name}"] = telling(answer)
                if settings.SESSION_COOKIE_NAME in answer.cookies:  # signed in anew, or out
                    cast.forget(code)
    return {where: words for where, words in told.items() if words}


@pytest.fixture
def blind(cast: Cast) -> Cast:
    """The stop reads without names; what was written to AP1 and by AP1 is there."""
    rules(cast.stop, blind=True)
    message_to(cast.application)
    thread_of(cast, cast.stop)
    return cast


@pytest.mark.doors
@pytest.mark.parametrize("where", [where for where, rows in ROOMS.items() if rows])
def test_no_door_tells_a_reviewer_who_it_is(blind: Cast, where: str) -> None:
    assert opened(blind, where) == {}


def test_a_manager_reads_who_it_is_and_so_does_a_reviewer_after_the_verdict(blind: Cast) -> None:
    file = "/desk/fes/applications/FM-0001/"
    before = telling(blind.client("RV").get(file))
    manager = telling(blind.client("RS1").get(file))
    judged = {"verdict": "yes", "judged_at": timezone.now()}
    Review.objects.create(application=blind.application, reviewer=blind["RV"], **judged)
    after = telling(blind.client("RV").get(file))
    whole = {"ZZC AP1 Name", phone_of("AP1")[4:]}
    assert (before, manager, after) == (set(), whole, whole)


def test_whoever_has_a_place_is_welcomed_by_name(blind: Cast) -> None:
    lists = "/desk/fes/applications/"
    before = telling(blind.client("RV").get(lists))
    until = timezone.now() + timedelta(days=3)
    offered = {"state": "accepted", "confirm_by": until}
    Application.objects.filter(pk=blind.application.pk).update(**offered)
    after = telling(blind.client("RV").get(lists))
    assert (before, after) == (set(), {"ZZC AP1 Name"})


def found_by(blind: Cast, code: str, words: str) -> list[str]:
    """The numbers of the files that the list finds by `words`."""
    for application in Application.objects.all():
        kept = {"search_text": application.searchable_text}
        Application.objects.filter(pk=application.pk).update(**kept)
    page = blind.client(code).post("/desk/fes/applications/", {"q": words}, follow=True)
    return [line.reference for line in page.context["lines"]]


def test_a_name_or_a_phone_finds_no_file_that_is_read_without_names(blind: Cast) -> None:
    words = ("ZZC AP1", phone_of("AP1"), "FM-0001")
    assert [found_by(blind, "RV", word) for word in words] == [[], [], ["FM-0001"]]
    assert [found_by(blind, "RS1", word) for word in words] == [["FM-0001"]] * 3


@pytest.mark.parametrize("typed", ["fm-0001", "FM-٠٠٠١", "FM–۰۰۰۱", "\u200fFM-0001\u202c "])
def test_its_number_is_found_however_its_digits_and_its_line_are_written(
    blind: Cast, typed: str
) -> None:
    listed = found_by(blind, "RV", typed)
    searched = [each.reference for each in search(blind["RV"], typed).rows("files")]
    assert (listed, searched) == (["FM-0001"], ["FM-0001"])


def test_an_export_of_a_reviewer_has_no_names(blind: Cast) -> None:
    told = {}
    for code in ("RV", "RS1"):
        export = Export.objects.create(
            owner=blind[code],
            stops=[blind.stop.pk],
            format="csv",
            language="fr",
            expires_at=timezone.now(),
        )
        _stops, rows = asked_rows(export)
        with translation.override("fr"):
            lines = list(table(rows, "fr", {}).rows)
        told[code] = (len(lines), "ZZC AP1 Name" in str(lines), "ZZC fabrics" in str(lines))
    assert told == {"RV": (2, False, True), "RS1": (2, True, True)}


def test_the_history_of_a_file_tells_no_reviewer_a_name_that_was_corrected(blind: Cast) -> None:
    for name, activity in (("ZZC AP1 Nom", "ZZC bread"), ("ZZC AP1 Name", "ZZC cakes")):
        answers = {**blind.application.answers, "name": name, "activity": activity}
        keep(blind.application, answers=answers, files={}, late=True)
    file = "/desk/fes/applications/FM-0001/"
    labels = [
        {
            difference.label
            for change in blind.client(code).get(file).context["history"]
            for difference in change.differences
        }
        for code in ("RS1", "RV")
    ]
    assert (labels[0] - labels[1], len(labels[1])) == ({"Full name"}, 2)
