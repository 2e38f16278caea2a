"""What a partner types about somebody, what somebody sends who opens a door, the text of doors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField, WordsField
from core.spoken import LANGUAGES, spoken
from messaging.words import listed, refuse_strange
from partners.models import NAMED, DoorText

NOTE = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class Agreed(forms.Form):
    """Which text somebody has read."""

    version = NumberField(widget=forms.HiddenInput, min_value=1, max_value=32767)


class Answer(forms.Form):
    """An answer to what one has seen."""

    version = NumberField(widget=forms.HiddenInput, min_value=1, max_value=32767)


class Refusal(Answer):
    """A no, with what its person reads."""

    reason = WordsField(
        label=_("Why it is not for you, as they read it"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_(
            "Please be kind and say what would help: a paper, another program, a later day."
        ),
    )


class Note(forms.Form):
    """What a partner notes for itself."""

    note = WordsField(label=_("Your own note"), max_length=1000, required=False, widget=NOTE)


class DoorWords(forms.Form):
    """What everybody reads before they open a door, whole in every language."""

    version = NumberField(widget=forms.HiddenInput, min_value=1, max_value=32767)

    def __init__(self, *args: Any, now: DoorText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = now.version
        for language in LANGUAGES:
            name = f"text_{language}"
            widget = forms.Textarea(attrs={"rows": 12})
            self.fields[name] = WordsField(max_length=2000, widget=widget)
            self.initial[name] = getattr(now, name)
        spoken(self)

    def texts(self) -> list[forms.BoundField]:
        """The fields, one a language."""
        return [self[f"text_{language}"] for language in LANGUAGES]

    def spoken(self) -> dict[str, str]:
        """The words by language."""
        return {language: self.cleaned_data[f"text_{language}"] for language in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        """Each text names the institution and who answers for the data, and nothing unknown."""
        cleaned = super().clean() or self.cleaned_data
        for language in LANGUAGES:
            name = f"text_{language}"
            try:
                _check(cleaned.get(name, ""))
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return cleaned


def _check(text: str) -> None:
    """Raises ValidationError('unknown') or ValidationError('missing')."""
    refuse_strange(text, NAMED.keys())
    lacking = {name for name in NAMED if f"{{{name}}}" not in text}
    if text and lacking:
        sentence = gettext("This text must contain %(names)s.") % {"names": listed(lacking)}
        raise ValidationError(sentence, code="missing")
