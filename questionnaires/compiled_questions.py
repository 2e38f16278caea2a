"""One question, as it is asked in one language: when it is shown, how its answer is read, said and weighed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from questionnaires.models import Question
from questionnaires.writing import POINTS, Answer, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.markup import Fragment

LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}
Kind = Question.Kind
GROUPED_FROM = 10_000  # a year is written in one piece


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """One question, as it is asked."""

    code: str
    kind: str
    label: str
    field: forms.Field
    plain: Fragment
    wrong: Fragment
    options: Mapping[str, str]
    weights: Mapping[str, Mapping[str, int]]
    shown_if: str = ""
    shown_if_values: frozenset[str] = frozenset()

    def is_shown(self, document: Mapping[str, Any]) -> bool:
        """Whether it is asked of somebody with these answers to the questions before it."""
        return not self.shown_if or not self.shown_if_values.isdisjoint(typed(document.get(self.shown_if)))

    def clean(self, data: Any, files: Any, kept: Answer | None) -> Any:
        """Read the answer out of what was sent. Raises `ValidationError`."""
        sent = self.field.widget.value_from_datadict(data, files, self.code)
        if isinstance(self.field, forms.FileField):
            return self.field.clean(sent, kept)
        return self.field.clean(sent)

    def text(self, answer: Answer | None, language: str) -> str:
        """The answer in words."""
        locale = LOCALES.get(language, "ar_MA")
        match self.kind, answer:
            case _, None | "" | []:
                return ""
            case Kind.MONEY, int():
                return _("%(amount)s DH") % {"amount": format_decimal(answer, locale=locale)}
            case Kind.INTEGER, int():
                return str(answer) if abs(answer) < GROUPED_FROM else format_decimal(answer, locale=locale)
            case Kind.DATE, str() if day := parse_date(answer):
                return format_date(day, "d MMMM y", locale=locale)
            case Kind.FILE, _:
                return _("A file was sent.")
            case _:
                comma = "، " if language == "ar" else ", "
                return comma.join(str(self.options.get(code, code)) for code in typed(answer))

    def score(self, answer: Answer | None) -> Counter[str]:
        """What the answer weighs, by theme: a choice its weight, a scale its weight times its points."""
        total: Counter[str] = Counter()
        times = answer if isinstance(answer, int) and not isinstance(answer, bool) else 1
        for code in typed(answer):
            for theme, weight in self.weights.get("*" if code in POINTS else code, {}).items():
                total[theme] += weight * times
        return total
