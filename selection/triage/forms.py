"""What a reviewer sends: a verdict, perhaps points and words; or questions to be asked again."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from selection.models import Review
from selection.models.criteria import TOP

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from questionnaires.compiled_questions import CompiledQuestion
    from selection.models import Criterion


class Judging(forms.Form):
    """A verdict; points by criterion and a comment if one wishes."""

    verdict = forms.ChoiceField(choices=Review.Verdict)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        criteria: Sequence[Criterion],
        review: Review | None = None,
    ) -> None:
        points_by = (
            {f"points_{code}": points for code, points in review.scores.items()} if review else {}
        )
        super().__init__(data, initial={**points_by, "comment": review.comment if review else ""})
        self.criteria = criteria
        self.fresh = data is None and not (points_by or self.initial["comment"])
        for criterion in criteria:
            self.fields[f"points_{criterion.code}"] = forms.TypedChoiceField(
                label=criterion.name,
                help_text=criterion.meaning,
                choices=_steps(criterion),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment for the team"),
            required=False,
            max_length=2000,
            widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        )

    @property
    def points(self) -> list[forms.BoundField]:
        """The fields of the criteria."""
        return [self[f"points_{criterion.code}"] for criterion in self.criteria]

    @cached_property
    def untouched(self) -> str:
        """The cache key of the drawn form: one for all that ask the same in the same words.

        Every card of a stop in a language shares one drawing. Empty once something is typed in it.
        """
        if not self.fresh:
            return ""
        choices = [
            (each.name, each.label, each.help_text, each.field.choices)  # type: ignore[attr-defined]
            for each in self.points
        ]
        return sha256(repr((get_language(), choices)).encode()).hexdigest()

    @property
    def in_words(self) -> str:
        """What was typed, to be copied where it could not be kept."""
        points = (f"{each.label}: {each.data}" for each in self.points if each.data)
        return "\n".join(line for line in (*points, str(self["comment"].data or "")) if line)

    @property
    def scores(self) -> dict[str, int]:
        """The points that were given, by criterion."""
        cleaned = {
            criterion.code: self.cleaned_data[f"points_{criterion.code}"]
            for criterion in self.criteria
        }
        return {code: points for code, points in cleaned.items() if points is not None}


def _steps(criterion: Criterion) -> list[tuple[str, str]]:
    words = {anchor.points: anchor.text for anchor in criterion.anchors.all()}
    named = {
        points: f"{points} · {words[points]}" if words.get(points) else str(points)
        for points in range(TOP + 1)
    }
    return [("", _("No points given")), *((str(points), text) for points, text in named.items())]


class Asking(forms.Form):
    """The questions to be answered again, and a word with them."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        pages: Sequence[tuple[str, Sequence[CompiledQuestion]]],
        answered: Collection[str] = (),
    ) -> None:
        super().__init__(data)
        self.fields["questions"] = forms.MultipleChoiceField(
            label=_("What is missing?"),
            choices=[
                (title, [(each.code, _named(each, answered)) for each in questions])
                for title, questions in pages
            ],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one question.")},
        )
        self.fields["words"] = forms.CharField(
            label=_("A word with it, which the person reads (optional)"),
            required=False,
            max_length=240,
            widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        )


def _named(question: CompiledQuestion, answered: Collection[str]) -> str:
    return (
        question.label
        if question.code in answered
        else _("%(question)s (no answer yet)") % {"question": question.label}
    )
