"""One file laid out to be judged: who, where, what they need, what others said, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from applications.models import Application, Attachment
from applications.unnamed import WHO
from core.composed import Composed, slot
from core.language import language_of_page, translated
from core.nested import nested, row_of, rows_of
from needs.models import Need
from people.models import User
from programs.models import Theme
from questionnaires.compiled_forms import compiled_form
from selection.duplicates.finding import twins_of
from selection.models import InformationRequest, Review
from selection.review.prescore import three_reasons
from selection.triage.information_requests import labels_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.contrib.postgres.expressions import ArraySubquery

    from applications.querysets import ApplicationQuerySet
    from questionnaires.compiled_forms import CompiledForm, Row
    from selection.duplicates.finding import Twin
    from selection.models import Criterion, PreScore, Selection
    from selection.review.prescore import Reason

# Answers that a card shows first.
HEAD = {"kind", "stage", "province", "locality", "sector", "activity", "needs", "question"}
# What the form says of them, and what the person asks in their own words.
NEEDS = ("needs", "question")
THEME = translated("theme__name")
FIRST_NEEDS = 3  # of the diagnosis, on which somebody works, or nobody yet


def reviews_beside() -> ArraySubquery:
    """The reviews of a file as a column beside it, each with the name of its reviewer."""
    return nested(
        Review.objects.filter(application=OuterRef("pk")).order_by("slot"), "reviewer__name"
    )


def beside(files: ApplicationQuerySet) -> ApplicationQuerySet:
    """The files with what a card shows of other tables, in the same statement."""
    of_file = {"application": OuterRef("pk")}
    needs = Need.objects.filter(**of_file, state__in=Need.LIVE).order_by("-level", "theme")
    return files.annotate(
        its_reviews=reviews_beside(),
        its_files=nested(Attachment.objects.filter(**of_file).order_by("pk")),
        its_needs=nested(needs[:FIRST_NEEDS], *THEME),
    )


BESIDE: Composed[Any] = Composed(
    lambda: beside(Application.objects.only("pk")).filter(pk=slot("file"))
)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A missing piece: what is asked, and whether it has come."""

    information_request: InformationRequest
    labels: list[str]


@dataclass(frozen=True, slots=True)
class Card:
    """What one screen of the triage shows; a blind one names nobody, nor do its links."""

    application: Application
    blind: bool
    head: dict[str, str]
    themes: list[str]  # of what they need, as the diagnosis found
    prescore: PreScore | None
    reasons: list[Reason]
    possible_duplicates: list[Twin]
    pages: list[tuple[str, list[Row]]]
    attachments: list[Attachment]
    own: Review | None
    others: Sequence[Review]
    open_request: OpenRequest | None
    closed: str

    @property
    def needs(self) -> list[str]:
        """What the person says they need."""
        return [self.head[code] for code in NEEDS if self.head.get(code)]


def card_of(
    application: Application,
    user: User,
    criteria: Sequence[Criterion],
    rules: Selection,
    *,
    pieces: Collection[int] | None = None,
) -> Card:
    """The card for one reviewer: what others said shows once they have judged it themselves.

    `pieces` are the files of which something is missing, where that is known.
    """
    language = language_of_page()
    form = compiled_form(application.version_id, language)
    rows = _rows(application, form, blind=rules.blind)
    its: Any = application if hasattr(application, "its_reviews") else _beside(application)
    reviews = reviews_from(its.its_reviews)
    own = next((each for each in reviews if each.reviewer_id == user.pk), None)
    judged = own is not None and bool(own.verdict)
    prescore: PreScore | None = getattr(application, "prescore", None)
    return Card(
        application=application,
        blind=rules.blind,
        head={row.code: row.text for row in rows if row.code in HEAD},
        themes=[_theme(each) for each in its.its_needs],
        prescore=prescore,
        reasons=three_reasons(prescore, criteria) if prescore else [],
        possible_duplicates=twins_of(application),
        pages=_by_page(rows, form),
        attachments=[] if rules.blind else rows_of(Attachment, its.its_files),
        own=own,
        others=[each for each in reviews if each != own and each.verdict] if judged else [],
        open_request=(
            _open_request(application, language)
            if pieces is None or application.pk in pieces
            else None
        ),
        closed=closed(application),
    )


def _beside(application: Application) -> Any:
    """What stands beside a file that was read without it."""
    return BESIDE.row({"file": application.pk})


def reviews_from(written: Iterable[Mapping[str, Any]]) -> list[Review]:
    """The reviews that such a column holds."""
    reviews = []
    for each in written:
        review = row_of(Review, each)
        review.reviewer = User(pk=review.reviewer_id, name=each["reviewer__name"])
        reviews.append(review)
    return reviews


def _theme(need: Mapping[str, Any]) -> str:
    names = zip(translated("name"), THEME, strict=True)
    return Theme(**{name: need[column] for name, column in names}).name


def _rows(application: Application, form: CompiledForm, *, blind: bool) -> list[Row]:
    """The answers in words; without those that say who it is when `blind`."""
    return [
        row
        for row in form.rows(application.answers)
        if row.text and not (blind and row.code in WHO)
    ]


def _by_page(rows: Sequence[Row], form: CompiledForm) -> list[tuple[str, list[Row]]]:
    """The rows without files under the title of their page."""
    in_words = [row for row in rows if not row.traits.takes_file]
    return [
        (form.page(code).title, list(group))
        for code, group in groupby(in_words, key=lambda row: row.page)
    ]


def closed(application: Application) -> str:
    """Why it can no longer be judged; empty when it can."""
    if application.state != Application.State.SUBMITTED:
        return _("This application can no longer be changed.")
    if hasattr(application, "decision"):
        return _("A decision about this file has been prepared.")
    return ""


def _open_request(application: Application, language: str) -> OpenRequest | None:
    information_request = (
        InformationRequest.objects.filter(application=application, closed_at__isnull=True)
        .select_related("asked_by")
        .first()
    )
    if information_request is None:
        return None
    information_request.application = application
    return OpenRequest(information_request, labels_of(information_request, language))
