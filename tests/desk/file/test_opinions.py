"""An opinion from outside: the link shows what was ticked, takes one answer, and can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from applications.models import Application
from core.links import without_links
from desk.file.links import opinion_link, opinion_token
from desk.models import Opinion
from desk.todo import todo
from people.models import Consent, ConsentText
from people.todo import Desk
from selection.duplicates.merging import merge
from tests.rows_file import opinion_at

if TYPE_CHECKING:
    from tests.cast import Cast

FILE = "/desk/fes/applications/FM-0001/"
SAID = {"verdict": "unfavourable", "remarks": "Too much debt", "signed": "Chamber of crafts"}
CODES = ("name", "phone", "email", "locality", "activity", "association", "question", "ice")
CANARIES = {code: f"CANARY-{code}" for code in CODES}


def agree(cast: Cast) -> Consent:
    """AP1 agrees to be shared with partners."""
    text = ConsentText.in_force()["sharing"]
    return Consent.objects.get_or_create(person=cast["AP1"], stop=cast.stop, text=text)[0]


def ask(cast: Cast, code: str = "RS1", **more: Any) -> int:
    """Ask a bank; the status of the answer."""
    due = timezone.localdate() + timedelta(days=7)
    sent = {"institution": "Bank", "due": due, "questions": ["activity"], **more}
    return cast.client(code).post(f"{FILE}opinions/", sent).status_code


def outside(cast: Cast, opinion: Opinion, said: dict[str, str] | None = None) -> Any:
    """What an institution meets at its link."""
    address = f"/opinion/{opinion_token(opinion)}/"
    return cast.client().post(address, said) if said else cast.client().get(address)


def test_the_link_shows_what_was_ticked_and_nothing_else(cast: Cast) -> None:
    agree(cast)
    answers = {**cast.application.answers, **CANARIES}
    rows = Application.objects.filter(pk=cast.application.pk)
    rows.update(answers=answers, name="CANARY-column", association="CANARY-association")
    ask(cast, questions=["activity"], words="Is it sound?")
    page = outside(cast, Opinion.objects.get()).text
    assert {code for code, word in CANARIES.items() if word in page} == {"activity"}
    hidden = ("CANARY-column", "ZZC", "FM-0001", cast.application.phone[4:], "plan.pdf")
    assert [word for word in hidden if word in page] == []


def test_what_may_be_ticked_is_what_the_form_asked(cast: Cast) -> None:
    assert (ask(cast, questions=["search_text"]), ask(cast, questions=[])) == (422, 422)


def test_who_it_is_and_files_are_shared_only_when_the_person_agreed(cast: Cast) -> None:
    files: dict[str, Any] = {"attachments": [cast.attachment.pk]}
    before = (ask(cast, questions=["name"]), ask(cast, **files))
    consent = agree(cast)
    after = (ask(cast, questions=["name"]), ask(cast, **files))
    named, filed = Opinion.objects.order_by("pk")
    shown = ("ZZC AP1" in outside(cast, named).text, "plan.pdf" in outside(cast, filed).text)
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    taken = ("ZZC AP1" in outside(cast, named).text, "plan.pdf" in outside(cast, filed).text)
    assert (before, after, shown, taken) == (
        (422, 422),
        (302, 302),
        (True, True),
        (False, False),
    )


def test_only_the_files_that_were_ticked_are_delivered(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    file = f"/opinion/{opinion_token(opinion)}/files/{cast.attachment.pk}/"
    ticked = cast.client().get(file)
    assert (ticked.status_code, ticked.getvalue()) == (200, b"%PDF-1.4 ZZC AP1 File")
    Opinion.objects.update(attachments=[])
    assert cast.client().get(file).status_code == 404


def test_a_link_that_was_not_made_here_opens_nothing(cast: Cast) -> None:
    token = opinion_token(opinion_at(cast, cast.stop))
    key, _dash, sign = token.partition("-")
    made_up = (f"{int(key, 36) + 1}-{sign}", token[:-1], f"{token}x", key, "x")
    assert {cast.client().get(f"/opinion/{each}/").status_code for each in made_up} == {404}


def test_no_log_shows_the_link(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    written = f"GET {opinion_link(opinion)}/files/3/ 200"
    assert opinion_token(opinion) not in without_links(written)


def test_an_opinion_comes_once_and_then_the_link_shows_nothing(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    first = outside(cast, opinion, SAID).status_code
    second = outside(cast, opinion, {**SAID, "verdict": "favourable"})
    opinion.refresh_from_db()
    assert (first, opinion.verdict, opinion.remarks) == (302, "unfavourable", "Too much debt")
    assert ("has arrived" in second.text, "ZZC" in second.text) == (True, False)


def test_looking_is_not_answering(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    for _look in range(3):
        outside(cast, opinion)
    opinion.refresh_from_db()
    assert (opinion.given_at, opinion.verdict) == (None, "")


@pytest.mark.parametrize(
    "lack", [{"verdict": ""}, {"verdict": "remarks", "remarks": " "}, {"signed": ""}]
)
def test_an_opinion_says_something_and_is_somebody_s(cast: Cast, lack: dict[str, str]) -> None:
    opinion = opinion_at(cast, cast.stop)
    assert outside(cast, opinion, {**SAID, **lack}).status_code == 422


def returned(cast: Cast, code: str) -> tuple[int, str]:
    """How many opinions wait to be read by somebody, and where."""
    stops = list(cast[code].stops_in_charge())
    items = todo(Desk(cast[code], stops, {}, timezone.now()))
    return next((each.count, each.url) for each in items if each.icon == "bank")


def test_it_comes_back_in_today_until_somebody_of_the_team_read_it(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    waits = returned(cast, "RV")
    outside(cast, opinion, SAID)
    came = (returned(cast, "RV"), returned(cast, "RS1"), returned(cast, "RS2"))
    cast.client("RV").post(f"{FILE}opinions/{opinion.pk}/reading/")
    page = cast.client("RS1").get(FILE).text
    assert (waits, came, returned(cast, "RS1")) == (
        (0, ""),
        ((1, FILE), (1, FILE), (0, "")),
        (0, ""),
    )
    assert ("Too much debt" in page, "Unfavourable" in page) == (True, True)


def test_it_can_be_taken_back_until_it_comes(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    cast.client("RS1").post(f"{FILE}opinions/{opinion.pk}/withdrawal/")
    page = outside(cast, opinion)
    late = outside(cast, opinion, SAID)
    opinion.refresh_from_db()
    assert ("no longer asked for" in page.text, late.status_code, opinion.given_at) == (
        True,
        200,
        None,
    )


def test_that_of_a_file_which_was_joined_is_read_and_taken_back_where_it_stands(cast: Cast) -> None:
    due = timezone.localdate() + timedelta(days=7)
    values = {"application": cast.neighbour, "by": cast["RS1"], "due": due}
    came = {"verdict": "favourable", "given_at": timezone.now()}
    waits, read = (Opinion.objects.create(**values, **more) for more in ({}, came))
    merge(kept=cast.application, joined=cast.neighbour, by=cast["RS1"])
    for one, act in ((waits, "withdrawal"), (read, "reading")):
        assert cast.client("RS1").post(f"{FILE}opinions/{one.pk}/{act}/").status_code == 302
        one.refresh_from_db()
    assert None not in {waits.withdrawn_at, read.read_at}


def test_one_that_came_is_not_taken_back(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    outside(cast, opinion, SAID)
    sent = cast.client("RS1").post(f"{FILE}opinions/{opinion.pk}/withdrawal/", follow=True)
    opinion.refresh_from_db()
    assert (opinion.withdrawn_at, "The opinion has come meanwhile." in sent.text) == (None, True)


@pytest.mark.parametrize(("days", "open_still"), [(0, True), (14, True), (15, False)])
def test_a_late_opinion_is_taken_for_two_weeks(cast: Cast, days: int, *, open_still: bool) -> None:
    opinion = opinion_at(cast, cast.stop)
    Opinion.objects.update(due=timezone.localdate() - timedelta(days=days))
    assert (outside(cast, opinion, SAID).status_code == 302) == open_still


@pytest.mark.parametrize("state", ["withdrawn", "merged"])
def test_of_a_file_that_was_taken_back_nothing_is_shown(cast: Cast, state: str) -> None:
    opinion = opinion_at(cast, cast.stop)
    Application.objects.filter(pk=cast.application.pk).update(state=state)
    page = outside(cast, opinion)
    assert ("no longer asked for" in page.text, "ZZC" in page.text) == (True, False)


def test_the_file_shows_the_link_to_the_team_alone(cast: Cast) -> None:
    opinion = opinion_at(cast, cast.stop)
    page = cast.client("RS1").get(FILE).text
    assert (opinion_link(opinion) in page, cast.client("AP1").get(FILE).status_code) == (True, 403)
