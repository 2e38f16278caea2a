"""The kinds of question, a row each: how it is drawn, read, shown, weighed and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires import fields, writing
from questionnaires.lists import Lists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

    from questionnaires.fields import Option
    from questionnaires.models import Question

BEST, MANY, GIVEN = "points", "from", "given"  # how a criterion may read an answer
ANSWERS, SPAN, AGE, REGION = "answers", "span", "age", "region"  # how an answer may bar somebody
PER_POINT = "*"  # the key of a weight that counts once for each point


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """All that is particular to one kind of question: where it differs from a line of text."""

    code: str
    label: StrOrPromise

    # How it is typed and cleaned.
    cleans: type[forms.Field] = fields.Text
    limits: Mapping[str, Any] = field(default_factory=dict)  # arguments of the field
    widget: type[forms.Widget] = forms.TextInput
    attrs: Mapping[str, Any] = field(default_factory=dict)
    # Further ones, by code of the question:
    attrs_of: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    limits_of: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # The attributes of the text field that keeps what a picker would drop; None: no picker.
    retyped: Mapping[str, Any] | None = None
    takes_file: bool = False

    # What is offered, and what hangs on the answer.
    offers: Callable[[Lists, Question], tuple[Option, ...]] | None = None
    codes: tuple[str, ...] = ()  # offered by every question of this kind
    has_own_answers: bool = False  # staff write the answers
    is_list: bool = False  # drawn as a list by groups, not as large targets
    takes_several: bool = False
    decides: bool = False  # whether a later question may be shown for some of its answers
    # The answer (or `PER_POINT`) that has the question's own weights by theme; empty: it has none.
    weighs: str = ""
    scored: tuple[str, ...] = ()  # how criteria may read it
    barred_by: str = ""  # which rule of eligibility may stand at it; empty: none

    # How an answer reads.
    # It takes answer and locale; None: the labels of the options.
    words: Callable[[Any, str], str | None] | None = None
    layout: str = "text"  # "phone" and "latin" run from left to right
    is_number: bool = False  # in an exported sheet

    @property
    def is_chosen(self) -> bool:
        """Whether one of several answers is chosen, not written."""
        return self.offers is not None


NUMBER = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "maxlength": 40}
PICKED = {"inputmode": "numeric", "dir": "ltr"}

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code="text",
            label=_("Short text"),
            limits={"max_length": fields.SHORT},
            limits_of={"name": {"max_length": fields.NAME}},
            attrs={"dir": "auto"},
            attrs_of={"name": {"autocomplete": "name"}},
        ),
        Kind(
            code="long_text",
            label=_("Long text"),
            limits={"max_length": fields.LONG},
            widget=forms.Textarea,
            attrs={"dir": "auto", "rows": 4, "cols": False},
            scored=(GIVEN,),
        ),
        Kind(
            code="integer",
            label=_("Whole number"),
            cleans=fields.WholeNumber,
            attrs=NUMBER,
            scored=(MANY,),
            barred_by=SPAN,
            words=writing.number,
            is_number=True,
        ),
        Kind(
            code="money",
            label=_("Amount in dirhams"),
            cleans=fields.Money,
            attrs=NUMBER,
            scored=(MANY,),
            barred_by=SPAN,
            words=writing.amount,
            is_number=True,
        ),
        Kind(
            code="date",
            label=_("Date"),
            cleans=fields.Day,
            attrs={"type": "date"},
            retyped=PICKED,
            barred_by=AGE,
            words=writing.day,
        ),
        Kind(
            code="time",
            label=_("Time of day"),
            cleans=fields.Clock,
            attrs={"type": "time"},
            retyped=PICKED,
        ),
        Kind(
            code="choice",
            label=_("One choice"),
            cleans=fields.OneOf,
            widget=forms.RadioSelect,
            offers=Lists.own,
            has_own_answers=True,
            decides=True,
            barred_by=ANSWERS,
            scored=(BEST,),
        ),
        Kind(
            code="choices",
            label=_("Several choices"),
            cleans=fields.SeveralOf,
            widget=forms.CheckboxSelectMultiple,
            offers=Lists.own,
            has_own_answers=True,
            takes_several=True,
            decides=True,
            barred_by=ANSWERS,
            scored=(BEST, MANY),
        ),
        Kind(
            code="yes_no",
            label=_("Yes or no"),
            cleans=fields.YesNo,
            widget=forms.RadioSelect,
            offers=Lists.yes_no,
            codes=(writing.YES, writing.NO),
            decides=True,
            barred_by=ANSWERS,
            weighs=writing.YES,
            scored=(BEST,),
        ),
        Kind(
            code="scale",
            label=_("Scale from 1 to 5"),
            cleans=fields.Scale,
            widget=forms.RadioSelect,
            offers=Lists.points,
            codes=writing.POINTS,
            decides=True,
            barred_by=ANSWERS,
            weighs=PER_POINT,
            scored=(BEST,),
            is_number=True,
        ),
        Kind(
            code="phone",
            label=_("Phone number"),
            cleans=fields.Phone,
            attrs={"type": "tel", "dir": "ltr", "inputmode": "tel", "autocomplete": "tel"},
            layout="phone",
        ),
        Kind(
            code="email",
            label=_("E-mail address"),
            cleans=fields.Email,
            limits={"max_length": fields.ADDRESS},
            widget=forms.EmailInput,
            attrs={"dir": "ltr", "autocomplete": "email"},
            layout="latin",
        ),
        Kind(
            code="province",
            label=_("Province or prefecture"),
            cleans=fields.OneOf,
            widget=forms.Select,
            offers=Lists.provinces,
            barred_by=REGION,
            is_list=True,
        ),
        Kind(
            code="sector",
            label=_("Activity"),
            cleans=fields.OneOf,
            widget=forms.RadioSelect,
            offers=Lists.sectors,
            decides=True,
            barred_by=ANSWERS,
            scored=(BEST,),
        ),
        Kind(
            code="file",
            label=_("File or photo"),
            cleans=fields.Sent,
            widget=forms.FileInput,
            attrs={"accept": "image/*,.pdf,application/pdf"},
            takes_file=True,
            scored=(GIVEN,),
            words=writing.file_sent,
        ),
    )
}


def choices() -> list[tuple[str, StrOrPromise]]:
    """Every kind by code, with its label: called by the model, so a new kind needs no migration."""
    return [(kind.code, kind.label) for kind in KINDS.values()]
