"""One file laid out to read: the person first, then the answers by page, the files, the consents, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from applications.mails import greeting
from applications.models import Application
from core.language import language_of_page
from desk.admin.history import history
from messaging.links import wa_me
from messaging.models import Message
from messaging.occasions import EVENTS
from needs.diagnosis.panel import panel
from needs.summary import summary
from people.models import Consent
from questionnaires.compiled_forms import compiled_form
from selection.review.prescore import judging

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from people.models import User
    from questionnaires.compiled_forms import Row

LETTERS = 10  # as many of the last ones


@dataclass(frozen=True)
class Answers:
    """One page of the questionnaire with its answers."""

    title: str
    rows: list[Row]


def reading(file: Application, user: User) -> dict[str, Any]:
    """What the page of a file takes. `file` was fetched for `user`; so are its neighbours."""
    questions = compiled_form(file.version_id, language_of_page())
    rows = [row for row in questions.rows(file.answers) if not row.traits.takes_file]
    return {
        "file": file,
        "answers": [
            Answers(questions.page(page).title, list(of))
            for page, of in groupby(rows, key=lambda row: row.page)
        ],
        "summary": summary(file),
        "judging": judging(file),
        "attachments": file.attachments.order_by("pk"),
        "consents": Consent.objects.filter(
            person=file.applicant_id, stop=file.stop_id
        ).select_related("text"),
        "letters": _letters(file),
        "history": history(file, questions),
        "panel": panel(file),
        "wa_me": wa_me(file.phone, greeting(file)) if file.phone else "",
        "newer": _neighbour(file, user, newer=True),
        "older": _neighbour(file, user, newer=False),
    }


def _letters(file: Application) -> list[tuple[StrOrPromise, Message]]:
    """The last messages to its person about its stop, with their occasions: whoever calls knows what they have read."""
    sent = Message.objects.filter(person=file.applicant_id, stop=file.stop_id, secret=False)
    newest = sent.defer("body", "context").order_by("-pk")[:LETTERS]
    return [
        (EVENTS[each.event].name if each.event in EVENTS else each.event, each) for each in newest
    ]


def _neighbour(file: Application, user: User, *, newer: bool) -> Application | None:
    """The file that was received just after (or before) this one at the same stop."""
    sign, order = ("gt", ["submitted_at", "pk"]) if newer else ("lt", ["-submitted_at", "-pk"])
    beyond = Q(**{f"submitted_at__{sign}": file.submitted_at}) | Q(
        submitted_at=file.submitted_at, **{f"pk__{sign}": file.pk}
    )
    rows = Application.objects.in_charge_of(user).filter(
        stop=file.stop_id, submitted_at__isnull=False
    )
    return (
        rows.filter(beyond, **{f"submitted_at__{sign}e": file.submitted_at})
        .only("reference")
        .order_by(*order)
        .first()
    )
