"""One file laid out to read: answers by page, uploads, and all that the team knows beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from applications.mails import greeting
from applications.unnamed import WHO, is_unnamed, without_who
from core.composed import Composed, slot
from core.language import language_of_page
from desk.file.beside import Beside, beside
from desk.file.history import history
from desk.file.standing import files_of, standing_of
from desk.file.team import team_of
from desk.models import Label, Labelling, Responsible
from messaging.links import wa_me
from messaging.models import Message
from messaging.occasions import EVENTS
from needs.diagnosis.panel import panel
from needs.summary import summary
from people.access import manages
from people.models import Consent
from questionnaires.compiled_forms import compiled_form
from selection.review.offs import reading_off
from selection.review.prescore import judging

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise

    from applications.models import Application
    from people.models import User
    from questionnaires.compiled_forms import CompiledForm, Row

LETTERS = 10  # how many of the last ones are shown
# What a colleague asks with each file is composed once.
IN_CHARGE: Composed[Any] = Composed(
    lambda: Responsible.objects.filter(application=slot("file")).select_related("person")
)
KNOWN: Composed[Any] = Composed(lambda: Label.objects.filter(center=slot("center")))
AGREED: Composed[Any] = Composed(
    lambda: Consent.objects.filter(person=slot("person"), stop=slot("stop")).select_related("text")
)
NEWEST: Composed[Any] = Composed(
    lambda: (
        Message.objects.filter(person=slot("person"), stop=slot("stop"), secret=False)
        .defer("body", "context")
        .order_by("-pk")[:LETTERS]
    )
)


@dataclass(frozen=True)
class Answers:
    """One page of the questionnaire with its answers."""

    title: str
    rows: list[Row]


def reading(application: Application, user: User) -> dict[str, Any]:
    """The context of the page of a file. `application` was fetched for `user`."""
    questions = compiled_form(application.version_id, language_of_page())
    unnamed, is_managed = is_unnamed(application, user), manages(user, application.stop)
    standing = standing_of(application)
    files = files_of(application, standing)
    hidden = WHO if unnamed else set[str]()
    if unnamed:
        without_who(application)
    rows = [row for row in questions.rows(application.answers) if not row.traits.takes_file]
    return {
        "file": application,
        "unnamed": unnamed,
        "answers": _by_page([row for row in rows if row.text], questions),
        "unanswered": [row.label for row in rows if not row.text and row.code not in hidden],
        **_in_hand(application),
        "standing": standing,
        "summary": summary(application),
        "judging": judging(application),
        "history": history(application, questions, without=hidden, reasons=is_managed),
        "reading_off": reading_off(application, user, is_managed=is_managed),
        "panel": panel(application),
        **_of_person(application),
        **(_unnamed() if unnamed else _named(application, user, files)),
    }


def _in_hand(application: Application) -> dict[str, Any]:
    """The labels that it bears and might bear, and who looks after it."""
    return {
        "labels": Labelling.objects.by_file([application.pk]).get(application.pk, []),
        "known": list(KNOWN.rows({"center": application.stop.center_id})),
        "responsible": IN_CHARGE.row({"file": application.pk}),
    }


def _of_person(application: Application) -> dict[str, Any]:
    """What was written to the person, and what they agreed to."""
    of_person = {"person": application.applicant_id, "stop": application.stop_id}
    return {"letters": _letters(of_person), "consents": list(AGREED.rows(of_person))}


def _named(application: Application, user: User, files: Collection[int]) -> dict[str, Any]:
    """What says, or may say, who it is."""
    return {
        "attachments": application.attachments.order_by("pk"),
        "wa_me": wa_me(application.phone, greeting(application)) if application.phone else "",
        "beside": beside(application, user, files),
        "team": list(team_of(application)),
    }


def _unnamed() -> dict[str, Any]:
    """The same, of a file that is read without names."""
    return {"attachments": [], "wa_me": "", "beside": Beside(), "team": []}


def _by_page(rows: list[Row], questions: CompiledForm) -> list[Answers]:
    return [
        Answers(questions.page(page).title, list(of))
        for page, of in groupby(rows, key=lambda row: row.page)
    ]


def _letters(of_person: dict[str, Any]) -> list[tuple[StrOrPromise, Message]]:
    """The last messages to a person about a stop, with their occasions.

    Whoever calls the person knows from them what they have read.
    """
    return [
        (EVENTS[message.event].name if message.event in EVENTS else message.event, message)
        for message in NEWEST.rows(of_person)
    ]
