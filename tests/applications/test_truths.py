"""Sentences of a person's pages say only what is so: what was sent, what counts, who did it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from applications.mails import private_link
from applications.models import Application, ApplicationEvent
from desk.file.history import history
from messaging.models import Message
from microlabs.demo.stops import AFTER_SENDING
from programs.models import Stop
from questionnaires.compiled_forms import compiled_form
from questionnaires.defaults import DATA

if TYPE_CHECKING:
    from tests.cast import Cast

SENT = "We also send it to you."
CRITERIA = settings.BASE_DIR / "selection" / "review" / "data" / "criteria.json"


def letter(cast: Cast, **values: str) -> None:
    """What the outbox holds for the person of the cast's file, with their private link in it."""
    Message.objects.create(
        key="receipt",
        event="receipt",
        stop=cast.stop,
        language="en",
        body="…",
        context={"link": private_link(cast.application)},
        address=cast.application.phone,
        **{"channel": "sms", "state": "sent", **values},
    )


def page(cast: Cast) -> str:
    return cast.browser().get(f"/my/{cast.application.token}/").content.decode()


def test_the_link_is_said_to_be_sent_only_where_it_was(cast: Cast) -> None:
    Message.objects.all().delete()
    assert SENT not in page(cast)
    for wrong in ({"channel": "by_hand"}, {"state": "failed"}, {"state": "dropped"}):
        letter(cast, **wrong)
        assert SENT not in page(cast)
        Message.objects.all().delete()
    letter(cast)
    assert SENT in page(cast)


def test_no_question_that_a_criterion_reads_says_that_it_does_not_count() -> None:
    criteria = json.loads(CRITERIA.read_text())["criteria"]
    read = {each["source"].get("question") for each in criteria if each.get("source")}
    form = json.loads((DATA / "candidacy.json").read_text())
    helps = {
        question["code"]: question.get("help", {})
        for each in form["pages"]
        for question in each["questions"]
    }
    assert "connection" in read
    denials = ("لا يؤثر", "ne compte pas", "not count")
    assert [
        code
        for code in sorted(read & helps.keys())
        for text in helps[code].values()
        if any(denial in text for denial in denials)
    ] == []


def test_what_the_clock_did_is_not_laid_to_the_private_link(cast: Cast) -> None:
    file = Application.objects.get(pk=cast.application.pk)
    Application.objects.filter(pk=file.pk).update(state="declined")  # no page, no context
    ApplicationEvent.objects.filter(pgh_obj=file.pk).update(pgh_context=None)
    with translation.override("en"):
        changes = history(file, compiled_form(file.version_id, "en"))
    assert {each.who for each in changes} == {"By the platform itself, in its time"}


def test_the_demonstration_counts_its_ten_days_from_the_close() -> None:
    before = {
        "ar": "بعد إغلاق باب الترشيح",
        "fr": "Après la clôture",
        "en": "After the closing date",
    }
    assert [AFTER_SENDING[code].startswith(words) for code, words in before.items()] == [True] * 3


def test_a_stops_own_text_is_shown_whole(cast: Cast) -> None:
    words = " ".join(f"word{number}" for number in range(90))
    Stop.objects.filter(pk=cast.stop.pk).update(description_ar=words, description_en=words)
    assert words in cast.browser().get(f"/{cast.stop.slug}/", follow=True).content.decode()
