"""What a trainer types of the questions after a workshop: up to five, with up to four answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.fields import WordsField
from programs.models import Theme
from workshops.after.quiz import ANSWERS, FEWEST, MOST, PAGE, Asked, right_of, theme_of

if TYPE_CHECKING:
    from questionnaires.compiled_forms import CompiledForm
    from workshops.models import Workshop

PLACES = range(ANSWERS)


class QuizForm(forms.Form):
    """Questions that are left empty are none; the right answer is the one that is marked."""

    def __init__(
        self, data: Any = None, *, workshop: Workshop, kept: CompiledForm | None = None
    ) -> None:
        super().__init__(data, initial=_typed(kept) if kept else None)
        themes = [(theme.code, str(theme)) for theme in Theme.objects.all()]
        for number in range(1, MOST + 1):
            self.fields |= _fields(number, themes, workshop.theme.code)

    def rows(self) -> list[dict[str, Any]]:
        """One question each: its words, its theme, its answers with their mark."""
        return [
            {
                "number": number,
                "text": self[f"text_{number}"],
                "theme": self[f"theme_{number}"],
                "answers": [self[f"answer_{number}_{place}"] for place in PLACES],
                "right": self[f"right_{number}"],
            }
            for number in range(1, MOST + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Each question has two answers at least, and its right one is among them."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOST + 1):
            text, answers = cleaned.get(f"text_{number}"), self._answers(number)
            filled = [each for each in answers if each]
            if not text and filled:
                self.add_error(f"text_{number}", _("Please write the question too."))
            elif text and len(filled) < FEWEST:
                place = f"answer_{number}_{len(filled)}"
                self.add_error(place, _("Please write two answers at least."))
            elif text and not answers[int(cleaned.get(f"right_{number}") or 0)]:
                self.add_error(f"right_{number}", _("Please mark one of the answers as right."))
            elif len({*filled}) < len(filled):
                self.add_error(f"text_{number}", _("Two answers are the same."))
        if not self.errors and not self.asked():
            self.add_error("text_1", _("Please write one to five questions."))
        return cleaned

    def asked(self) -> list[Asked]:
        """The questions that were written, without empty answers."""
        found = []
        for number in range(1, MOST + 1):
            answers = self._answers(number)
            right = answers[int(self.cleaned_data.get(f"right_{number}") or 0)]
            filled = [each for each in answers if each]
            if text := self.cleaned_data.get(f"text_{number}"):
                theme = self.cleaned_data[f"theme_{number}"]
                found.append(Asked(text, filled, filled.index(right), theme))
        return found

    def _answers(self, number: int) -> list[str]:
        return [self.cleaned_data.get(f"answer_{number}_{place}", "") for place in PLACES]


def _fields(number: int, themes: list[tuple[str, str]], theme: str) -> dict[str, forms.Field]:
    """The fields of one question."""
    words = {
        f"answer_{number}_{place}": WordsField(
            label=format_lazy("{} {}", pgettext_lazy("noun", "Answer"), place + 1),
            max_length=120,
            required=False,
        )
        for place in PLACES
    }
    return {
        f"text_{number}": WordsField(
            label=gettext_lazy("Question"), max_length=200, required=False
        ),
        f"theme_{number}": forms.ChoiceField(
            label=gettext_lazy("Theme"), choices=themes, initial=theme
        ),
        f"right_{number}": forms.ChoiceField(
            label=gettext_lazy("The right answer"),
            choices=[(str(place), str(place + 1)) for place in PLACES],
            initial="0",
            required=False,
        ),
        **words,
    }


def _typed(kept: CompiledForm) -> dict[str, Any]:
    """The fields as what is in force was typed."""
    found: dict[str, Any] = {}
    for number, question in enumerate(kept.page(PAGE).questions, 1):
        codes = list(question.options)
        found |= {
            f"text_{number}": question.label,
            f"theme_{number}": theme_of(question),
            f"right_{number}": str(codes.index(right_of(question))),
            **{
                f"answer_{number}_{place}": str(question.options[code])
                for place, code in enumerate(codes)
            },
        }
    return found
