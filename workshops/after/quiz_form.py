"""What a trainer types of the questions after a workshop: up to five, with up to four answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import format_lazy
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from core.fields import WordsField
from core.spoken import LANGUAGES
from programs.models import Theme
from workshops.after.quiz import ANSWERS, FEWEST, MOST, PAGE, Asked, right_of, theme_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionnaires.compiled_forms import CompiledForm
    from workshops.models import Workshop

PLACES = range(ANSWERS)
NAMES = dict(settings.LANGUAGES)


class QuizForm(forms.Form):
    """Questions that are left empty are none; the right answer is the one that is marked.

    They are written in the language of the workshop, and in others where somebody wants it.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        workshop: Workshop,
        kept: Mapping[str, CompiledForm] | None = None,
    ) -> None:
        self.spoken = workshop.language
        self.others = [code for code in LANGUAGES if code != self.spoken]
        super().__init__(data, initial=_typed(kept, self.spoken) if kept else None)
        themes = [(theme.code, str(theme)) for theme in Theme.objects.all()]
        for number in range(1, MOST + 1):
            self.fields |= _fields(number, themes, workshop.theme.code, self.spoken)
            for code in self.others:
                self.fields |= _in(code, number)

    def rows(self) -> list[dict[str, Any]]:
        """One question each: its words, its theme, its answers with their mark, other languages."""
        return [
            {
                "number": number,
                "text": self[f"text_{number}"],
                "theme": self[f"theme_{number}"],
                "answers": [self[f"answer_{number}_{place}"] for place in PLACES],
                "right": self[f"right_{number}"],
                "others": [self._other(number, code) for code in self.others],
            }
            for number in range(1, MOST + 1)
        ]

    def _other(self, number: int, code: str) -> dict[str, Any]:
        names = [f"{name}_{code}" for name in _words(number)]
        wrong = any(name in self.errors for name in names)
        text, *answers = (self[name] for name in names)
        return {"name": NAMES[code], "text": text, "answers": answers, "open": wrong}

    def told(self) -> dict[str, list[str]]:
        """By field, what is to be put right: with its question, and its language if another."""
        found = {"": [*self.non_field_errors()]}
        for name, sentences in self.errors.items():
            if name == NON_FIELD_ERRORS:
                continue
            _kind, number, *rest = name.split("_")
            within = [NAMES[code] for code in rest if code in NAMES]
            label = " · ".join([*within, str(self.fields[name].label)])
            found[name] = [
                _("Question %(number)s · %(label)s: %(sentence)s")
                % {"number": number, "label": label, "sentence": sentence}
                for sentence in sentences
            ]
        return found

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
            for code in self.others:
                self._clean_other(number, code)
        if not self.errors and not self.asked():
            self.add_error("text_1", _("Please write one to five questions."))
        return cleaned

    def _clean_other(self, number: int, code: str) -> None:
        """Nothing is said in another language alone, and no two answers are the same there."""
        said = [
            (self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_{code}"), name)
            for name in _words(number)
        ]
        for here, there, name in said:
            if there and not here:
                sentence = _("Please write it in the language of the workshop first.")
                self.add_error(f"{name}_{code}", sentence)
        answers = [there or here for here, there, _name in said[1:] if here]
        if len({*answers}) < len(answers) and f"text_{number}" not in self.errors:
            self.add_error(f"text_{number}_{code}", _("Two answers are the same."))

    def asked(self) -> list[Asked]:
        """The questions that were written, without empty answers."""
        found = []
        for number in range(1, MOST + 1):
            answers = self._answers(number)
            right = answers[int(self.cleaned_data.get(f"right_{number}") or 0)]
            filled = [each for each in answers if each]
            if text := self.cleaned_data.get(f"text_{number}"):
                theme, words = self.cleaned_data[f"theme_{number}"], [*_words(number)]
                there = [name for name in words if self.cleaned_data.get(name)]
                others = {
                    code: [self.cleaned_data.get(f"{name}_{code}", "") for name in there]
                    for code in self.others
                }
                found.append(Asked(text, filled, filled.index(right), theme, others))
        return found

    def _answers(self, number: int) -> list[str]:
        return [self.cleaned_data.get(f"answer_{number}_{place}", "") for place in PLACES]


def _words(number: int) -> tuple[str, ...]:
    """The fields of one question that hold words: the question, then its answers."""
    return (f"text_{number}", *(f"answer_{number}_{place}" for place in PLACES))


def _fields(
    number: int, themes: list[tuple[str, str]], theme: str, spoken: str
) -> dict[str, forms.Field]:
    """The fields of one question."""
    return {
        **_words_in(spoken, _words(number)),
        f"theme_{number}": forms.ChoiceField(
            label=gettext_lazy("Theme"), choices=themes, initial=theme
        ),
        f"right_{number}": forms.ChoiceField(
            label=gettext_lazy("The right answer"),
            choices=[(str(place), str(place + 1)) for place in PLACES],
            initial="0",
            required=False,
        ),
    }


def _in(code: str, number: int) -> dict[str, forms.Field]:
    """The words of one question in another language than that of the workshop."""
    return _words_in(code, [f"{name}_{code}" for name in _words(number)])


def _words_in(code: str, names: Iterable[str]) -> dict[str, forms.Field]:
    """A question and its answers by these names, typed as their language is written."""
    text, *answers = names
    found: dict[str, forms.Field] = {
        text: WordsField(label=gettext_lazy("Question"), max_length=200, required=False)
    }
    for place, name in enumerate(answers, 1):
        label = format_lazy("{} {}", pgettext_lazy("noun", "Answer"), place)
        found[name] = WordsField(label=label, max_length=120, required=False)
    way = "rtl" if get_language_info(code)["bidi"] else "ltr"
    for each in found.values():
        each.widget.attrs |= {"lang": code, "dir": way}
    return found


def _typed(kept: Mapping[str, CompiledForm], spoken: str) -> dict[str, Any]:
    """The fields as what is in force was typed; in other languages only what differs."""
    found = _typed_in(kept[spoken])
    for code, form in kept.items():
        for name, said in _typed_in(form).items():
            if code != spoken and name.startswith(("text", "answer")) and said != found[name]:
                found[f"{name}_{code}"] = said
    return found


def _typed_in(kept: CompiledForm) -> dict[str, Any]:
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
