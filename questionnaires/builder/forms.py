"""The forms of the builder: a question, a page, a new form. What is refused stays typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import NumberField
from core.files import received, safe_recording
from questionnaires.builder import codes, fixed, sentences
from questionnaires.builder.fields import LANGUAGES, Wording, by_language, weight, words
from questionnaires.kinds import AGE, ANSWERS, KINDS, REGION, SPAN
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms.boundfield import BoundField

    from programs.models import Stop, Theme
    from questionnaires.lists import Lists
    from questionnaires.models import Question, Section

LARGEST_CLIP = 2 * 1024 * 1024
OLDEST = 10**9
CHECKS = forms.CheckboxSelectMultiple


class QuestionForm(Wording):
    """A question: its words, how it is answered, of whom it is asked, what it weighs."""

    texts = ("label", "help_text")
    asked_for = "label"

    def __init__(
        self,
        *args: Any,
        question: Question,
        form: Questionnaire,
        sections: Sequence[Section],
        earlier: Sequence[Question],
        themes: Sequence[Theme],
        lists: Lists,
        **kwargs: Any,
    ) -> None:
        self.question, self.of, self.earlier = question, form, earlier
        self.themes, self.lists = themes, lists
        kwargs["initial"] = {**_initial(question), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields |= words("label", gettext_lazy("Question"), longest=200, rows=2)
        self.fields |= words("help_text", gettext_lazy("Help"), longest=300)
        self._add_kind(sections)
        self._add_condition()
        self.fields |= {f"weight_{theme.code}": weight(theme) for theme in themes}
        self._add_bars()
        for language in LANGUAGES:
            self.fields[f"clip_{language}"] = forms.FileField(
                label=gettext_lazy("Recording of the question"), required=False
            )

    def _add_kind(self, sections: Sequence[Section]) -> None:
        kinds = [(kind.code, kind.label) for kind in KINDS.values()]
        is_fixed = fixed.has_fixed_kind(self.of, self.question.code)
        needed = fixed.is_needed(self.of, self.question.code)
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("How it is answered"), choices=kinds, disabled=is_fixed
        )
        self.fields["required"] = forms.BooleanField(
            label=gettext_lazy("Must be answered"), required=False, disabled=needed
        )
        self.fields["page"] = forms.ChoiceField(
            label=gettext_lazy("On the page"), choices=[(str(one.pk), str(one)) for one in sections]
        )

    def _add_condition(self) -> None:
        deciding = [each for each in self.earlier if each.traits.decides]
        everybody = [("", _("no other question: everybody is asked"))]
        self.fields["hangs_on"] = forms.ChoiceField(
            label=gettext_lazy("Asked of"),
            required=False,
            disabled=fixed.is_needed(self.of, self.question.code),
            choices=[*everybody, *((each.code, each.label) for each in deciding)],
            error_messages={
                "invalid_choice": gettext_lazy("Please choose a question that stands before it.")
            },
        )
        for each in deciding:
            self.fields[f"if_{each.code}"] = forms.MultipleChoiceField(
                label=each.label,
                required=False,
                widget=CHECKS,
                choices=[*sentences.named(each, self.lists).items()],
            )

    def _add_bars(self) -> None:
        offered = [] if self.writes_answers else sentences.named(self.question, self.lists).items()
        self.fields["bar_answers"] = forms.MultipleChoiceField(
            label=gettext_lazy("Who answers this may not apply"),
            required=False,
            widget=CHECKS,
            choices=[*offered],
        )
        self.fields["bar_region"] = forms.BooleanField(
            label=gettext_lazy("Who lives out of the stop’s region may not apply"), required=False
        )
        self.fields["bar_below"] = _bound(gettext_lazy("Who is below this number may not apply"))
        self.fields["bar_above"] = _bound(gettext_lazy("Who is above this number may not apply"))
        self.fields |= words("bar_reason", gettext_lazy("Reason, kindly"), longest=300, rows=2)
        self.fields["bar_anyway"] = forms.BooleanField(
            label=gettext_lazy("They may go on all the same"), required=False
        )

    @property
    def kind(self) -> str:
        """The kind that is chosen now, in the page or before."""
        chosen = str(self["kind"].value() or "")
        return chosen if chosen in KINDS else self.question.kind

    @property
    def writes_answers(self) -> bool:
        """Whether its answers are written here, line by line."""
        return KINDS[self.question.kind].has_own_answers

    @property
    def barred_by(self) -> str:
        """Which rule of eligibility may stand here; none but in a candidacy."""
        is_candidacy = self.of.purpose == Questionnaire.Purpose.CANDIDACY
        return KINDS[self.kind].barred_by if is_candidacy else ""

    @property
    def bar_fields(self) -> list[BoundField]:
        """The fields of that rule, beside its reason."""
        by_rule = {
            ANSWERS: ["bar_answers"] if self.fields["bar_answers"].choices else [],  # type: ignore[attr-defined]
            REGION: ["bar_region"],
            SPAN: ["bar_below", "bar_above"],
            AGE: ["bar_below", "bar_above"],
        }
        return [self[name] for name in by_rule.get(self.barred_by, [])]

    def conditions(self) -> Iterator[tuple[str, BoundField]]:
        """The answers of the earlier question that is chosen, of which some may be ticked."""
        chosen = self["hangs_on"].value()
        if f"if_{chosen}" in self.fields:
            yield chosen, self[f"if_{chosen}"]

    def reasons(self) -> Iterator[tuple[str, str, BoundField]]:
        """The reason that is said: code and name of each language, and its field."""
        for code, name in settings.LANGUAGES:
            yield code, str(name), self[f"bar_reason_{code}"]

    @property
    def bars_somebody(self) -> bool:
        """Whether there is a rule, or one was tried."""
        names = ("bar_answers", "bar_region", "bar_below", "bar_above", "bar_reason_ar")
        return any(self[name].value() not in (None, "", [], False) for name in names)

    def clips(self) -> list[tuple[BoundField, bool]]:
        """The recording in each language, and whether there is one already."""
        return [
            (self[f"clip_{each}"], bool(getattr(self.question, f"clip_{each}")))
            for each in LANGUAGES
        ]

    def weighing(self) -> list[BoundField]:
        """The fields of the question's own weights."""
        return [self[f"weight_{theme.code}"] for theme in self.themes]

    def clean(self) -> dict[str, Any] | None:
        """Say beside the field what cannot be."""
        said = [text for name in self.texts for text in self.said(name).values()]
        if codes.asks_for_identity(said):
            self.add_error("label_ar", _("The national identity number is never asked."))
        hangs_on = self.cleaned_data.get("hangs_on")
        if hangs_on and not self.cleaned_data.get(f"if_{hangs_on}"):
            self.add_error("hangs_on", _("Please tick the answers after which it is asked."))
        below, above = (self.cleaned_data.get(name) for name in ("bar_below", "bar_above"))
        if below is not None and above is not None and below > above:
            self.add_error("bar_above", _("This number is smaller than the one before it."))
        for language in LANGUAGES:
            self._clean_clip(f"clip_{language}")
        return super().clean()

    def _clean_clip(self, name: str) -> None:
        """Keep a recording by its content. Refuse one that is slow to fetch, or holds a virus."""
        upload = self.cleaned_data.get(name)
        if isinstance(upload, UploadedFile):
            try:
                self.cleaned_data[name] = _recorded(upload)
            except ValidationError as refusal:
                self.add_error(name, refusal)


def _recorded(upload: UploadedFile[Any]) -> ContentFile[bytes]:
    """A recording as it may be kept, under a random name. Raises ValidationError("file")."""
    sentence = _("A recording is at most 2 MB.")
    data = received(upload, largest=LARGEST_CLIP, too_large=sentence)
    return safe_recording(data, upload.name or "").content


def _bound(label: Any) -> NumberField:
    return NumberField(label=label, required=False, min_value=0, max_value=OLDEST)


def _initial(question: Question) -> dict[str, Any]:
    rule = question.bars
    return {
        **by_language(question, ("label", "help_text", "bar_reason")),
        **{f"weight_{code}": value for code, value in question.weights.items()},
        "kind": question.kind,
        "required": question.required,
        "page": str(question.section_id or ""),
        "hangs_on": question.shown_if,
        f"if_{question.shown_if}": [str(value) for value in question.shown_if_values],
        "bar_answers": rule.get("answers", []),
        "bar_region": bool(rule.get("region")),
        "bar_below": rule.get("below"),
        "bar_above": rule.get("above"),
        "bar_anyway": question.bar_anyway,
    }


class PageForm(Wording):
    """The head of a page."""

    texts = ("title", "intro")
    asked_for = "title"

    def __init__(self, *args: Any, section: Section | None = None, **kwargs: Any) -> None:
        if section is not None:
            kwargs["initial"] = by_language(section, self.texts)
        super().__init__(*args, **kwargs)
        self.fields |= words("title", gettext_lazy("Title of the page"), longest=120)
        self.fields |= words("intro", gettext_lazy("Introduction"), longest=300, rows=2)


class FormForm(Wording):
    """A new form: its name, what it is for, and for which stop."""

    texts = ("name",)
    asked_for = "name"

    def __init__(
        self, *args: Any, stops: Sequence[Stop], for_all: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= words("name", gettext_lazy("Name"), longest=80)
        self.fields["purpose"] = forms.ChoiceField(
            label=gettext_lazy("What it is for"),
            choices=[(purpose.value, purpose.label) for purpose in Questionnaire.BUILT],
        )
        every = [("", _("Every stop that has none of its own"))] if for_all else []
        self.stops = {str(stop.pk): stop for stop in stops}
        self.fields["stop"] = forms.ChoiceField(
            label=gettext_lazy("Stop"),
            required=not for_all,
            choices=[*every, *((pk, str(stop)) for pk, stop in self.stops.items())],
        )

    @property
    def stop(self) -> Stop | None:
        """The stop that was chosen; none for all of them."""
        return self.stops.get(self.cleaned_data["stop"])

    def clean(self) -> dict[str, Any] | None:
        """Refuse a second form for one purpose at one place."""
        cleaned = super().clean()
        if "stop" in self.cleaned_data and "purpose" in self.cleaned_data:
            same = Questionnaire.objects.filter(
                purpose=self.cleaned_data["purpose"], stop=self.stop
            )
            if same.exists():
                sentence = _("There is already a questionnaire for this purpose here.")
                self.add_error("purpose", sentence)
        return cleaned
