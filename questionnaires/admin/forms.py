"""What a question may be, checked as it is written: one code each, sound conditions and weights."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.files import received, safe_recording
from programs.models import Stop
from questionnaires.kinds import KINDS
from questionnaires.lists import Lists
from questionnaires.models import Question
from questionnaires.rules import known_before, weight_fault

LARGEST_CLIP = 2 * 1024 * 1024


class QuestionnaireForm(forms.ModelForm):  # type: ignore[type-arg]
    """For which purpose and stop; the stops offered are the person's own."""

    stops = Stop.objects.none()
    for_all = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "stop" in self.fields:
            field: Any = self.fields["stop"]
            field.queryset, field.required = self.stops, not self.for_all
            field.empty_label = (
                _("Every stop that has none of its own") if self.for_all else field.empty_label
            )


class AskedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question among the others of its page."""

    def clean_code(self) -> str:
        """Refuse a code that another question of this version has."""
        code: str = self.cleaned_data["code"]
        same = Question.objects.filter(section__version=self.instance.section.version_id, code=code)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                gettext("Another question has the code “%(code)s”.") % {"code": code}, code="twice"
            )
        return code


class QuestionForm(AskedForm):
    """A question alone, with its condition chosen among the answers of earlier questions."""

    condition = forms.MultipleChoiceField(
        label=_("shown only if the answer is"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Without a choice here the question is always shown. "
            "Choose among the answers of one question."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "condition" in self.fields:
            field: Any = self.fields["condition"]
            field.choices = _conditions(self.instance)
            field.initial = [
                f"{self.instance.shown_if}:{value}" for value in self.instance.shown_if_values
            ]

    def clean_condition(self) -> list[str]:
        """Keep the condition as a question and its answers. Refuse answers of several questions."""
        chosen: list[str] = self.cleaned_data["condition"]
        codes = {value.partition(":")[0] for value in chosen}
        if len(codes) > 1:
            raise ValidationError(
                gettext("Choose among the answers of one question only."), code="several"
            )
        self.instance.shown_if = codes.pop() if codes else ""
        self.instance.shown_if_values = [value.partition(":")[2] for value in chosen]
        return chosen

    def clean_weights(self) -> dict[str, int]:
        """Refuse unknown themes, and weights on a question that has no points."""
        weights = _weights(self.cleaned_data["weights"])
        kind = KINDS.get(self.cleaned_data.get("kind", ""))
        if weights and not (kind and kind.weighs):
            raise ValidationError(
                gettext("Write the weights beside the answers of this question."), code="weights"
            )
        return weights

    def clean(self) -> dict[str, Any] | None:
        """Keep a recording by its content. Refuse one that is slow to fetch, or holds a virus."""
        recordings = {
            name: self.cleaned_data.get(name)
            for name in self.changed_data
            if name.startswith("clip")
        }
        for name, recording in recordings.items():
            try:
                if isinstance(recording, UploadedFile):
                    self.cleaned_data[name] = _recorded(recording)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return super().clean()


def _recorded(upload: UploadedFile[Any]) -> ContentFile[bytes]:
    """A recording as it may be kept, under a random name. Raises ValidationError("file")."""
    sentence = gettext("A recording is at most 2 MB.")
    data = received(upload, largest=LARGEST_CLIP, too_large=sentence)
    return safe_recording(data, upload.name or "").content


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """An answer to choose, and its weights."""

    def clean_weights(self) -> dict[str, int]:
        """Refuse unknown themes."""
        return _weights(self.cleaned_data["weights"])


def _weights(weights: dict[str, int] | None) -> dict[str, int]:
    if fault := weight_fault(weights or {}):
        raise ValidationError(fault, code="weights")
    return weights or {}


def _conditions(question: Question) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers that earlier questions of the version offer, by question."""
    questions = (
        Question.objects.filter(section__version=question.section.version_id)
        .order_by("section__position", "section", "position", "pk")
        .prefetch_related("options")
    )
    lists = Lists()
    return [
        (earlier.label, [(f"{earlier.code}:{code}", name) for code, name in _named(earlier, lists)])
        for earlier in [
            *known_before(question.section.version),
            *takewhile(lambda other: other.pk != question.pk, questions),
        ]
        if earlier.traits.decides
    ]


def _named(question: Question, lists: Lists) -> list[tuple[str, str]]:
    options = question.traits.offers(lists, question) if question.traits.offers else ()
    return [(option.code, option.label) for option in options]
