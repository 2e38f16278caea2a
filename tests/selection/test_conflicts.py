"""Reading without a conflict: abstaining, being kept off; the file goes on, and is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from messaging.models import Thread
from selection.models import Decision, Recusal, Review
from selection.review.assignment import assign, give, hand_over
from selection.review.conflicts import abstain, come_back, keep_off, let_on
from selection.triage import actions
from selection.triage.actions import judge
from selection.triage.queue import Queue
from selection.triage.rules import rules_of
from tests.selection.files_to_judge import HTMX, TRIAGE, alone, given_to, reviewers, rules, to_do

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import User
    from tests.cast import Cast

FILE = "/desk/fes/applications/{reference}/"


def off(cast: Cast, application: Application, code: str = "RV") -> Recusal:
    """RV abstains from a file."""
    return abstain(application, by=cast[code])


def items(cast: Cast, code: str) -> dict[str, tuple[int, str]]:
    """What waits for somebody: how many and where, by pictogram."""
    return {icon: (each.count, each.url) for icon, each in to_do(cast[code]).items()}


def test_a_reader_abstains_in_one_tap_and_the_next_file_comes(cast: Cast) -> None:
    alone(cast, 90, 40)
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/", follow=True)
    recusal = Recusal.objects.get()
    assert (recusal.reader, recusal.by, recusal.reason) == (cast["RV"], cast["RV"], "")
    assert answer.context["card"].application.reference == "FM-0011"
    assert answer.context["abstention"] == recusal


def test_htmx_gets_the_next_card_with_the_way_back(cast: Cast) -> None:
    alone(cast, 90, 40)
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/", headers=HTMX)
    html = answer.content.decode()
    assert (answer.headers["HX-Replace-Url"], "<html" in html) == (f"{TRIAGE}FM-0011/", False)
    assert f"{TRIAGE}FM-0010/abstention/end/" in html


def test_a_reason_may_be_given_and_what_is_none_is_left_out(cast: Cast) -> None:
    alone(cast, 90, 40)
    for reference, reason in (("FM-0010", "client"), ("FM-0011", "<script>")):
        cast.client("RV").post(f"{TRIAGE}{reference}/abstention/", {"reason": reason})
    assert [*Recusal.objects.order_by("pk").values_list("reason", flat=True)] == ["client", ""]


def test_sent_twice_it_is_one_abstention(cast: Cast) -> None:
    alone(cast, 90)
    answers = [cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/") for _ in range(2)]
    assert ([each.status_code for each in answers], Recusal.objects.count()) == ([302, 302], 1)


def test_what_was_in_hand_goes_to_whoever_has_least(cast: Cast) -> None:
    first, second, third = alone(cast, 90, 60, 40)
    busy, free = reviewers(cast, 2)
    given_to(cast["RV"], first)
    given_to(busy, second, third)
    off(cast, first)
    review = Review.objects.get(application=first)
    assert (review.reviewer, review.verdict, review.locked) == (free, "", False)


def test_it_never_comes_back_when_the_files_are_given_out_again(cast: Cast) -> None:
    files = alone(cast, *[50] * 6)
    (other,) = reviewers(cast, 1)
    for each in files[:3]:
        off(cast, each)
    assign(cast.stop, by=cast["RS1"], among=[cast["RV"], other])
    held = Review.objects.filter(reviewer=cast["RV"]).values_list("application", flat=True)
    assert set(held) == {each.pk for each in files[3:]}


def test_nobody_gives_it_to_who_is_off(cast: Cast) -> None:
    first, second = alone(cast, 90, 40)
    (review,) = given_to(cast["RS1"], first)
    for each in (first, second):
        off(cast, each)
    codes = []
    acts: list[Callable[[], Review]] = [
        lambda: hand_over(review, to=cast["RV"], by=cast["RS1"], locked=False),
        lambda: give(second, to=cast["RV"], by=cast["RS1"]),
        lambda: judge(second, by=cast["RV"], verdict="yes"),
    ]
    for act in acts:
        with pytest.raises(ValidationError) as refusal:
            act()
        codes.append(refusal.value.code)
    assert codes == ["off", "off", "off"]


def test_who_is_off_does_not_see_the_file(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    off(cast, first)
    browser = cast.client("RV")
    pages = [
        FILE.format(reference=first.reference),
        f"{TRIAGE}FM-0010/",
        f"{TRIAGE}FM-0010/asking/",
        "/desk/fes/files/FM-0010/change/",
    ]
    assert [browser.get(page).status_code for page in pages] == [404, 404, 404, 404]
    lists = browser.get("/desk/fes/applications/")
    found = browser.post("/desk/fes/applications/", {"q": "FM-0010"}, follow=True)
    assert [line.reference for line in lists.context["lines"]] == ["FM-0011"]
    assert [line.reference for line in found.context["lines"]] == []
    queue = Queue(cast.stop, cast["RV"], rules_of(cast.stop))
    assert (queue.left().free, items(cast, "RV")["waiting"][0]) == (1, 1)


def test_a_manager_who_is_off_still_keeps_house_but_does_not_judge(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    off(cast, first, "RS1")
    page = cast.client("RS1").get(f"{TRIAGE}FM-0010/", follow=True)
    assert page.context["card"].application.reference == "FM-0011"
    sent = cast.client("RS1").post(f"{TRIAGE}FM-0010/verdict/", {"verdict": "yes"}, follow=True)
    assert [str(each) for each in sent.context["messages"]] == ["You abstain from this file."]
    assert (cast.client("RS1").get(FILE.format(reference=first.reference)).status_code) == 200
    assert Review.objects.count() == 0


def test_an_abstention_is_taken_back_with_what_went_on(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    reviewers(cast, 1)
    given_to(cast["RV"], first)
    off(cast, first)
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/end/", follow=True)
    assert answer.context["card"].application.reference == "FM-0010"
    assert Review.objects.get().reviewer == cast["RV"]
    assert Recusal.objects.live().count() == 0
    again = cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/end/", headers=HTMX)
    assert again.status_code == 200


def test_taken_back_it_is_in_hand_again_though_nobody_had_taken_it(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    given_to(cast["RV"], first)
    off(cast, first)
    before = Review.objects.count()
    come_back(first, by=cast["RV"])
    assert (before, Review.objects.get().reviewer) == (0, cast["RV"])


def test_what_a_manager_fixed_elsewhere_stays_there(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    (other,) = reviewers(cast, 1)
    given_to(cast["RV"], first)
    off(cast, first)
    hand_over(Review.objects.get(), to=other, by=cast["RS1"], locked=True)
    come_back(first, by=cast["RV"])
    assert Review.objects.get().reviewer == other


def test_once_somebody_else_has_read_it_there_is_no_way_back(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    off(cast, first)
    judge(first, by=cast["RS1"], verdict="yes")
    with pytest.raises(ValidationError) as refusal:
        come_back(first, by=cast["RV"])
    assert (refusal.value.code, Recusal.objects.live().count()) == ("read", 1)


def test_who_was_kept_off_does_not_let_themselves_on(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    keep_off(first, reader=cast["RV"], by=cast["RS1"])
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/abstention/end/")
    assert (answer.status_code, Recusal.objects.live().count()) == (404, 1)


def test_a_verdict_of_who_is_kept_off_counts_no_longer_and_the_trace_stays(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    given_to(cast["RV"], first)
    judge(first, by=cast["RV"], verdict="yes", comment="ZZ fine")
    (other,) = reviewers(cast, 1)
    keep_off(first, reader=cast["RV"], by=cast["RS1"], reason="relative")
    assert [*Review.objects.values_list("reviewer", "verdict")] == [(other.pk, "")]
    event = Review.pgh_event_model.objects.get(pgh_label="delete")
    assert (event.verdict, event.comment) == ("yes", "ZZ fine")


def test_a_manager_lets_them_on_again(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    keep_off(first, reader=cast["RV"], by=cast["RS1"])
    for _ in range(2):
        let_on(first, reader=cast["RV"], by=cast["RS1"])
    assert judge(first, by=cast["RV"], verdict="no").verdict == "no"
    assert Recusal.objects.get().ended_by == cast["RS1"]


def test_only_who_works_in_the_center_is_kept_off(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    sheet = {"to": cast["RS2"].pk}
    answer = cast.client("RS1").post("/desk/fes/reviewing/files/FM-0010/off/", sheet)
    assert (answer.status_code, Recusal.objects.count()) == (404, 0)
    with pytest.raises(ValidationError) as refusal:
        keep_off(first, reader=cast["RS2"], by=cast["RS1"])
    assert refusal.value.code == "stranger"


def test_after_its_decision_nobody_is_put_off(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    Decision.objects.create(application=first, outcome="accept", by=cast["RS1"])
    with pytest.raises(ValidationError) as refusal:
        off(cast, first)
    assert (refusal.value.code, Recusal.objects.count()) == ("decided", 0)


def test_the_database_itself_refuses_a_review_of_who_is_off(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    off(cast, first)
    with pytest.raises(IntegrityError, match="is off its file"), transaction.atomic():
        given_to(cast["RV"], first)
    (review,) = given_to(cast["RS1"], first)
    with pytest.raises(IntegrityError, match="is off its file"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(reviewer=cast["RV"])
    with pytest.raises(IntegrityError, match="holds a review"), transaction.atomic():
        Recusal.objects.create(application=first, reader=cast["RS1"], by=cast["RS1"])


def test_the_history_says_who_and_when_and_managers_alone_read_why(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    reviewers(cast, 1)
    cast.client("RS1").post(
        "/desk/fes/reviewing/files/FM-0010/off/", {"to": cast["NM"].pk, "reason": "relative"}
    )
    told = {}
    for code in ("RS1", "RV"):
        page = cast.client(code).get(FILE.format(reference=first.reference))
        (change,) = [each for each in page.context["history"] if not each.state]
        told[code] = (change.who, change.differences[0].label, change.differences[0].after)
        assert ("A relative" in page.content.decode().replace("<option", "")) or code == "RV"
    assert told == {
        "RS1": ("ZZC RS1 Name", "Kept off the file", "ZZC NM Name (A relative)"),
        "RV": ("ZZC RS1 Name", "Kept off the file", "ZZC NM Name"),
    }


def test_the_person_reads_nothing_of_it(cast: Cast) -> None:
    abstain(cast.application, by=cast["RV"], reason="relative")
    page = cast.client("AP1").get(f"/my/{cast.application.token}/").content.decode()
    assert [word in page for word in ("ZZC RV Name", "A relative", "bstain")] == [False] * 3


def test_a_file_for_which_no_reader_is_left_stands_in_the_manager_s_to_do_alone(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    given_to(cast["RV"], first)
    off(cast, first)
    assert Review.objects.count() == 0
    url = reverse("review:files", args=["fes"])
    assert (items(cast, "RS1")["shield"], "shield" in items(cast, "RV")) == ((1, url), False)
    (other,) = reviewers(cast, 1)
    assert "shield" not in items(cast, "RS1")
    off_too = keep_off(first, reader=other, by=cast["RS1"])
    assert items(cast, "RS1")["shield"] == (1, url)
    give(first, to=cast["RS1"], by=cast["RS1"])
    assert ("shield" in items(cast, "RS1"), off_too.by) == (False, cast["RS1"])


def test_of_two_reviews_the_second_is_missed_too(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    rules(cast.stop, reviews=2)
    (other,) = reviewers(cast, 1)
    given_to(other, first)
    off(cast, first)
    assert items(cast, "RS1")["shield"][0] == 1


def test_what_was_typed_meanwhile_is_not_lost(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    keep_off(first, reader=cast["RV"], by=cast["RS1"])
    sheet = {"verdict": "yes", "comment": "ZZ a stall of her own"}
    for headers in ({}, HTMX):
        answer = cast.client("RV").post(f"{TRIAGE}FM-0010/verdict/", sheet, headers=headers)
        html = answer.content.decode()
        said = "You do not read this file: ZZC RS1 Name keeps you off it." in html
        assert (answer.status_code, said, "ZZ a stall of her own" in html) == (422, True, True)
    asked = {"questions": "locality", "words": "ZZ which street"}
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/asking/", asked)
    assert (answer.status_code, "ZZ which street" in answer.content.decode()) == (422, True)
    assert Review.objects.count() == 0


def test_the_list_of_hands_keeps_somebody_off_at_assignment(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    given_to(cast["RV"], first)
    (other,) = reviewers(cast, 1)
    sheet = {"to": cast["RV"].pk, "of": cast["RV"].pk}
    answer = cast.client("RS1").post("/desk/fes/reviewing/files/FM-0010/off/", sheet)
    assert answer.headers["Location"] == f"/desk/fes/reviewing/files/?of={cast['RV'].pk}"
    page = cast.client("RS1").get(f"/desk/fes/reviewing/files/?of={other.pk}")
    ((_file, review, people, recusals),) = page.context["lines"]
    assert (review.reviewer, cast["RV"] in people, other in people) == (other, False, True)
    assert [each.reader for each in recusals] == [cast["RV"]]


@pytest.mark.parametrize(
    ("page", "way", "back"),
    [
        ("/desk/fes/reviewing/", {"back": "board"}, "/desk/fes/reviewing/"),
        (f"{TRIAGE}FM-0010/", {"back": "triage"}, f"{TRIAGE}FM-0010/"),
        ("/desk/fes/reviewing/files/", {"of": "nobody"}, "/desk/fes/reviewing/files/?of=nobody"),
    ],
)
def test_who_is_kept_off_is_seen_wherever_files_are_read_and_let_on_there(
    cast: Cast, page: str, way: dict[str, str], back: str
) -> None:
    (first,) = alone(cast, 90)
    keep_off(first, reader=cast["RV"], by=cast["RS1"], reason="client")
    sentence = "<bdi>ZZC RV Name</bdi> is kept off by <bdi>ZZC RS1 Name</bdi>"
    html = cast.client("RS1").get(page).content.decode()
    assert (html.count(sentence), "A client or a supplier" in html) == (1, True)
    answer = cast.client("RS1").post(
        "/desk/fes/reviewing/files/FM-0010/off/end/", {"to": cast["RV"].pk, **way}
    )
    assert (answer.headers["Location"], Recusal.objects.live().count()) == (back, 0)
    assert sentence not in cast.client("RS1").get(page).content.decode()


def test_a_reviewer_sees_of_nobody_else_who_is_kept_off(cast: Cast) -> None:
    first, _second = alone(cast, 90, 40)
    (other,) = reviewers(cast, 1)
    keep_off(first, reader=other, by=cast["RS1"], reason="client")
    for page in ("/desk/fes/reviewing/", f"{TRIAGE}FM-0010/", "/desk/fes/reviewing/files/"):
        html = cast.client("RV").get(page).content.decode()
        assert ("kept off" in html, "supplier" in html.replace("or a supplier</option>", "")) == (
            False,
            False,
        )


def test_the_board_costs_the_same_for_one_who_is_off_and_for_three(cast: Cast) -> None:
    costs = []
    cast.client("RS1").get("/desk/fes/reviewing/")
    for application in alone(cast, 90, 60, 40):
        keep_off(application, reader=cast["RV"], by=cast["RS1"])
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get("/desk/fes/reviewing/")
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2]


def test_a_stale_page_takes_no_verdict_back_of_who_is_off(cast: Cast) -> None:
    (first,) = alone(cast, 90)
    judge(first, by=cast["RV"], verdict="yes")
    keep_off(first, reader=cast["RV"], by=cast["RS1"])
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/undo/", headers=HTMX)
    html = answer.content.decode()
    assert ("keeps you off it" in html, "<article" in html) == (True, False)


def test_whoever_is_kept_off_after_they_abstained_does_not_come_back_by_themselves(
    cast: Cast,
) -> None:
    (first,) = alone(cast, 90)
    off(cast, first)
    keep_off(first, reader=cast["RV"], by=cast["RS1"], reason="client")
    come_back(first, by=cast["RV"])
    (held,) = Recusal.objects.live()
    assert (held.by, held.reason, Recusal.objects.count()) == (cast["RS1"], "client", 2)


def test_whoever_is_kept_off_while_they_take_their_verdict_back_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    (application,) = alone(cast, 90)
    review = judge(application, by=cast["RV"], verdict="yes")
    whole = actions.take_back

    def too_late(given: Review, *, by: User) -> Review:
        keep_off(application, reader=cast["RV"], by=cast["RS1"])
        return whole(given, by=by)

    monkeypatch.setattr(actions, "take_back", too_late)
    answer = cast.client("RV").post(f"{TRIAGE}{application.reference}/undo/", headers=HTMX)
    assert (answer.status_code, "keeps you off it" in answer.text) == (200, True)
    assert ("card" in answer.context, Review.objects.filter(pk=review.pk).exists()) == (
        False,
        False,
    )


def test_who_is_off_a_file_reads_nothing_that_its_person_wrote(cast: Cast) -> None:
    thread = Thread.objects.create(
        stop=cast.stop, person=cast.application.applicant, last_at=timezone.now()
    )
    seen = [Thread.objects.visible_to(cast["RV"]).filter(pk=thread.pk).exists()]
    keep_off(cast.application, reader=cast["RV"], by=cast["RS1"])
    seen += [
        Thread.objects.visible_to(cast[code]).filter(pk=thread.pk).exists()
        for code in ("RV", "RS1")
    ]
    assert seen == [True, False, True]
