"""A missing piece: one letter, one link to exactly these questions, and the file comes back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from applications.models import Application
from messaging.models import Message
from programs.models import Stop
from selection.links import missing_url
from selection.models import Decision, InformationRequest, Review
from selection.triage.actions import answer, ask, close, judge
from tests.pdfs import PLAN
from tests.selection.files_to_judge import given_to, rules

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.cast import Cast

FIELDS = re.compile(r'name="([a-z_]+)"')


def asked(cast: Cast, *questions: str, words: str = "") -> InformationRequest:
    """The reviewer asks AP1."""
    return ask(cast.application, by=cast["RV"], questions=questions or ("locality",), words=words)


def refused(cast: Cast, questions: Collection[str]) -> str:
    """The code with which asking is refused."""
    with pytest.raises(ValidationError) as refusal:
        ask(cast.application, by=cast["RV"], questions=questions)
    return refusal.value.code or ""


def fields(cast: Cast, information_request: InformationRequest) -> set[str]:
    """What can be filled in behind the link of a piece."""
    page = cast.client().get(missing_url(information_request)).content.decode()
    return {*FIELDS.findall(page)} - {"csrfmiddlewaretoken", "viewport", "robots"}


def test_one_letter_leaves_with_the_link_and_names_what_is_asked(cast: Cast) -> None:
    information_request = asked(cast, "locality", "document", words="ZZ two pages are enough")
    letter = Message.objects.get(event="piece")
    link = f"https://labs.example.ma{missing_url(information_request)}".removesuffix("/")
    assert (
        letter.address,
        missing_url(information_request).removesuffix("/") in letter.body,
        letter.person,
    ) == (
        cast.application.phone,
        True,
        cast["AP1"],
    )
    assert letter.context["link"].rpartition("/piece/")[2] == link.rpartition("/piece/")[2]
    assert letter.context["questions"].rpartition("\n\n")[2] == "ZZ two pages are enough"


def test_the_link_opens_these_questions_and_nothing_else_of_the_file(cast: Cast) -> None:
    information_request = asked(cast, "document", "locality")
    page = cast.client(language="en").get(missing_url(information_request)).content.decode()
    assert fields(cast, information_request) == {"document", "locality"}
    assert [
        word
        for word in (cast["AP1"].name, cast.application.phone[4:], cast.application.token)
        if word in page
    ] == []


def test_name_and_addresses_cannot_be_asked_for(cast: Cast) -> None:
    assert (refused(cast, ["name", "phone", "email"]), InformationRequest.objects.count()) == (
        "nothing",
        0,
    )


def test_a_question_that_the_file_does_not_show_cannot_be_asked(cast: Cast) -> None:
    cast.application.answers["kind"] = "project"
    cast.application.save()
    assert refused(cast, ["legal_form"]) == "nothing"


def test_an_answer_is_kept_and_brings_the_file_back_after_the_window_too(cast: Cast) -> None:
    information_request = asked(cast)
    Stop.objects.filter(pk=cast.stop.pk).update(
        state="closed", closes_at=timezone.now() - timedelta(days=2)
    )
    reply = cast.client().post(missing_url(information_request), {"locality": "ZZ Batha"})
    cast.application.refresh_from_db()
    assert (reply.status_code, cast.application.answers["locality"]) == (302, "ZZ Batha")
    assert (InformationRequest.objects.returned().get(), cast.application.answers["stage"]) == (
        information_request,
        "running",
    )


def test_a_file_is_kept_in_place_of_the_earlier_one(cast: Cast) -> None:
    information_request = asked(cast, "document")
    upload = SimpleUploadedFile("plan.pdf", PLAN)
    reply = cast.client().post(missing_url(information_request), {"document": upload})
    kept = cast.application.attachments.get()
    assert (reply.status_code, kept.name, kept.question) == (302, "plan.pdf", "document")
    assert kept.pk != cast.attachment.pk


def test_an_empty_answer_is_asked_again_and_a_second_one_changes_nothing(cast: Cast) -> None:
    information_request = asked(cast)
    browser = cast.client(language="en")
    empty = browser.post(missing_url(information_request), {"locality": ""})
    browser.post(missing_url(information_request), {"locality": "ZZ Batha"})
    again = browser.post(missing_url(information_request), {"locality": "ZZ Other"})
    cast.application.refresh_from_db()
    assert (empty.status_code, again.status_code, cast.application.answers["locality"]) == (
        422,
        200,
        "ZZ Batha",
    )


def test_other_answers_sent_with_it_are_not_read(cast: Cast) -> None:
    cast.client().post(
        missing_url(asked(cast)), {"locality": "ZZ Batha", "stage": "idea", "name": "ZZ Other"}
    )
    cast.application.refresh_from_db()
    assert (cast.application.answers["stage"], cast.application.name) == ("running", "ZZC AP1 Name")


def test_a_made_up_link_or_one_to_an_old_address_opens_nothing(cast: Cast) -> None:
    information_request = asked(cast)
    address = missing_url(information_request)
    Application.objects.filter(pk=cast.application.pk).update(token="another-token-altogeth")
    statuses = [
        cast.client().get(at).status_code
        for at in (address, f"/piece/{information_request.pk}.x/", "/piece/9/", "/piece/x.y/")
    ]
    assert statuses == [404, 404, 404, 404]


@pytest.mark.parametrize("state", ["withdrawn", "merged"])
def test_of_a_file_that_left_the_desk_nothing_is_asked_any_more(cast: Cast, state: str) -> None:
    information_request = asked(cast)
    Application.objects.filter(pk=cast.application.pk).update(state=state)
    with pytest.raises(ValidationError) as refusal:
        answer(information_request, answers={"locality": "ZZ"}, files={})
    page = cast.client(language="en").get(missing_url(information_request))
    assert (refusal.value.code, "This is no longer asked for" in page.content.decode()) == (
        "decided",
        True,
    )
    assert InformationRequest.objects.get().answered_at is None


def test_nothing_is_asked_twice_at_once_and_nothing_after_a_decision(cast: Cast) -> None:
    information_request = asked(cast)
    first = refused(cast, ["locality"])
    close(information_request)
    Decision.objects.create(application=cast.application, outcome="accept", by=cast["RS1"])
    assert (first, refused(cast, ["locality"])) == ("asked", "decided")


def test_what_is_no_longer_asked_is_not_answered(cast: Cast) -> None:
    information_request = close(asked(cast))
    with pytest.raises(ValidationError) as refusal:
        answer(information_request, answers={"locality": "ZZ"}, files={})
    cast.application.refresh_from_db()
    assert (refusal.value.code, cast.application.answers["locality"]) == ("closed", "ZZC Derb")


def test_whoever_asks_takes_the_file_in_hand_unless_others_have_it(cast: Cast) -> None:
    asked(cast)
    given_to(cast["RS1"], cast.neighbour)
    ask(cast.neighbour, by=cast["RV"], questions=["locality"])
    held = Review.objects.order_by("application").values_list("application", "reviewer")
    assert [*held] == [(cast.application.pk, cast["RV"].pk), (cast.neighbour.pk, cast["RS1"].pk)]


def test_a_verdict_says_that_what_came_back_was_read(cast: Cast) -> None:
    rules(cast.stop, reviews=2)
    answer(asked(cast), answers={"locality": "ZZ"}, files={})
    judge(cast.application, by=cast["RS1"], verdict="yes")
    assert (
        InformationRequest.objects.returned().count(),
        InformationRequest.objects.get().closed_at is None,
    ) == (
        0,
        False,
    )


def test_the_page_speaks_the_language_of_the_letter_unless_another_was_chosen(cast: Cast) -> None:
    Application.objects.filter(pk=cast.application.pk).update(language="fr")
    address = missing_url(asked(cast))
    browser = cast.browser()
    browser.cookies.clear()
    spoken = [browser.get(address).content.decode().count('<html lang="fr"')]
    spoken.append(browser.get(address + "?lang=ar").content.decode().count('<html lang="ar"'))
    with translation.override("ar"):
        assert spoken == [1, 1]
