"""One file laid out to read: person, answers by page, uploads, consents, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from applications.mails import greeting
from applications.models import Application
from applications.unnamed import WHO, is_unnamed, without_who
from core.language import language_of_page
from desk.admin.history import history
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
    from django_stubs_ext import StrOrPromise

    from people.models import User
    from questionnaires.compiled_forms import Row

LETTERS = 10  # how many of the last ones are shown


@dataclass(frozen=True)
class Answers:
    """One page of the questionnaire with its answers."""

    title: str
    rows: list[Row]


def reading(application: Application, user: User) -> dict[str, Any]:
    """The context of the page of a file. `application` was fetched for `user`."""
    questions = compiled_form(application.version_id, language_of_page())
    unnamed, is_managed = is_unnamed(application, user), manages(user, application.stop)
    if unnamed:
        without_who(application)
    rows = [row for row in questions.rows(application.answers) if not row.traits.takes_file]
    return {
        "file": application,
        "unnamed": unnamed,
        "answers": [
            Answers(questions.page(page).title, list(of))
            for page, of in groupby(rows, key=lambda row: row.page)
        ],
        "summary": summary(application),
        "judging": judging(application),
        "attachments": [] if unnamed else application.attachments.order_by("pk"),
        "consents": Consent.objects.filter(
            person=application.applicant_id, stop=application.stop_id
        ).select_related("text"),
        "letters": _letters(application),
        "history": history(
            application, questions, without=WHO if unnamed else (), reasons=is_managed
        ),
        "reading_off": reading_off(application, user, is_managed=is_managed),
        "panel": panel(application),
        "wa_me": wa_me(application.phone, greeting(application)) if application.phone else "",
        "newer": _neighbour(application, user, newer=True),
        "older": _neighbour(application, user, newer=False),
    }


def _letters(application: Application) -> list[tuple[StrOrPromise, Message]]:
    """The last messages to its person about its stop, with their occasions.

    Whoever calls the person knows from them what they have read.
    """
    sent = Message.objects.filter(
        person=application.applicant_id, stop=application.stop_id, secret=False
    )
    newest = sent.defer("body", "context").order_by("-pk")[:LETTERS]
    return [
        (EVENTS[message.event].name if message.event in EVENTS else message.event, message)
        for message in newest
    ]


def _neighbour(application: Application, user: User, *, newer: bool) -> Application | None:
    """The file that was received just after (or before) this one at the same stop."""
    sign, order = ("gt", ["submitted_at", "pk"]) if newer else ("lt", ["-submitted_at", "-pk"])
    received = application.submitted_at
    beyond = Q(**{f"submitted_at__{sign}": received}) | Q(
        submitted_at=received, **{f"pk__{sign}": application.pk}
    )
    rows = Application.objects.in_charge_of(user).filter(
        stop=application.stop_id, submitted_at__isnull=False
    )
    return (
        rows.filter(beyond, **{f"submitted_at__{sign}e": received})
        .only("reference")
        .order_by(*order)
        .first()
    )
