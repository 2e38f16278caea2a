"""One question in one language: when it is shown, how its answer is read, worded and weighed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from questionnaires.drawing import Drawing, drawn
from questionnaires.kinds import KINDS, PER_POINT, Kind
from questionnaires.writing import POINTS, Answer, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.eligibility import Bar
    from questionnaires.markup import Fragment

MOST_READ = 256  # choices of one question: a list of a province, or of several needs
LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}


@dataclass(frozen=True)
class CompiledQuestion:
    """One question, as it is asked; it is drawn when it is first shown."""

    code: str
    kind: str
    label: str
    drawing: Drawing
    field: forms.Field
    options: Mapping[str, str]
    weights: Mapping[str, Mapping[str, int]]
    shown_if: str = ""
    shown_if_values: frozenset[str] = frozenset()
    bar: Bar | None = None

    @cached_property
    def plain(self) -> Fragment:
        """The markup as it is asked."""
        return drawn(self.drawing)

    @cached_property
    def retyped(self) -> Fragment:
        """The markup with a text field in place of a picker."""
        return drawn(self.drawing, as_text=True)

    @cached_property
    def wrong(self) -> Fragment:
        """The markup with a place for what is wrong; a picker is a text field there."""
        return drawn(self.drawing, as_text=True, wrong=True)

    @cached_property
    def traits(self) -> Kind:
        """What is particular to its kind."""
        return KINDS[self.kind]

    def is_shown(self, document: Mapping[str, Any]) -> bool:
        """Whether it is asked of somebody with these answers to the questions before it."""
        return not self.shown_if or not self.shown_if_values.isdisjoint(
            typed(document.get(self.shown_if))
        )

    @cached_property
    def _read(self) -> dict[tuple[str, ...], Any]:
        return {}

    def clean(self, data: Any, files: Any, kept: Answer | None) -> Any:
        """Read the answer out of what was sent. Raises `ValidationError`.

        What was chosen before among the answers offered is known, and what nothing gives.
        """
        if self.traits.takes_file or not isinstance(data, MultiValueDict):
            return self._cleaned(data, files, kept)
        sent = (*data.getlist(self.code),)
        if sent and not self.traits.is_chosen:
            return self._cleaned(data, files, kept)
        if sent in self._read:
            known = self._read[sent]
            return [*known] if known.__class__ is list else known
        answer = self._cleaned(data, files, kept)
        is_few = len(sent) <= len(self.options) and len(self._read) < MOST_READ
        if is_few and self.options.keys() >= {*sent}:  # nothing that somebody made up is kept
            self._read[sent] = [*answer] if answer.__class__ is list else answer
        return answer

    def _cleaned(self, data: Any, files: Any, kept: Answer | None) -> Any:
        value = self.field.widget.value_from_datadict(data, files, self.code)
        if isinstance(self.field, forms.FileField):
            return self.field.clean(value, kept)
        return self.field.clean(value)

    def fragment(self, values: Sequence[str], *, is_wrong: bool) -> Fragment:
        """The markup that keeps these values: a picker drops what it does not spell so itself."""
        if is_wrong:
            return self.wrong
        return (
            self.plain if self.traits.retyped is None or self._fits_picker(values) else self.retyped
        )

    def _fits_picker(self, values: Sequence[str]) -> bool:
        try:
            return all(self.field.clean(value) == value for value in values[-1:] if value)
        except ValidationError:
            return False

    def text(self, answer: Answer | None, language: str) -> str:
        """The answer in words."""
        if answer in (None, "", []):
            return ""
        words = (
            self.traits.words(answer, LOCALES.get(language, "ar_MA")) if self.traits.words else None
        )
        if words is not None:
            return words
        comma = "، " if language == "ar" else ", "
        return comma.join(str(self.options.get(code, code)) for code in typed(answer))

    def weights_of(self, code: str) -> Mapping[str, int]:
        """What one answer weighs by theme: a choice its weight, points their weight each."""
        if PER_POINT in self.weights and code in POINTS:
            return {theme: weight * int(code) for theme, weight in self.weights[PER_POINT].items()}
        return self.weights.get(code, {})

    def score(self, answer: Answer | None) -> Counter[str]:
        """What the answer weighs, by theme."""
        total: Counter[str] = Counter()
        for code in typed(answer):
            total.update(self.weights_of(code))
        return total
