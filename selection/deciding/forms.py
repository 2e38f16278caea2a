"""What staff say to publish, take a place back, settle a second look; what a person adds to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField
from core.sms_parts import sms_parts
from core.writing import visible
from messaging.occasions import EVENTS
from messaging.words import check_text
from selection.deciding.batch import PAUSE, WAVE, Pace
from selection.deciding.one_letter import short_of
from selection.models import Appeal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from messaging.words import Words
    from selection.deciding.one_letter import OneLetter

TEXTS = ("short", "subject", "long")
MOST_PARTS = 6  # SMS of one letter: gateways refuse longer chains, and each is paid
LONGEST = 4096  # letters: what WhatsApp takes, by which a hand may send it


class Pacing(forms.Form):
    """In which waves the letters leave."""

    wave = NumberField(label=_("People in a wave"), min_value=1, max_value=5000, initial=WAVE)
    pause = NumberField(
        label=_("Minutes between two waves"),
        help_text=_("Small waves let the center answer the calls that come back."),
        min_value=1,
        max_value=1440,
        initial=PAUSE,
    )

    def pace(self) -> Pace:
        """What was chosen; the usual pace where it was not understood."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return Pace(**chosen)


class Rewording(forms.Form):
    """The words for one person, begun with those that everybody reads; empty ones stay usual."""

    short = forms.CharField(
        label=_("By telephone"), max_length=500, required=False, widget=forms.Textarea
    )
    subject = forms.CharField(label=_("Subject of the e-mail"), max_length=120, required=False)
    long = forms.CharField(
        label=_("E-mail"), max_length=3000, required=False, widget=forms.Textarea
    )
    seen = NumberField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, letter: OneLetter) -> None:
        super().__init__(data, initial={**letter.usual, **letter.texts})
        self.letter, self.event = letter, EVENTS[letter.decision.event]
        self.fields["seen"].initial = letter.decision.version
        language = letter.application.language
        side = "rtl" if get_language_info(language)["bidi"] else "ltr"
        for field in TEXTS:
            rows = min(14, 3 + len(letter.usual.get(field, "")) // 60)
            self.fields[field].widget.attrs |= {"lang": language, "dir": side, "rows": rows}

    def clean(self) -> dict[str, Any]:
        """Refuse placeholders without meaning, and texts that a channel would not take."""
        cleaned = super().clean() or self.cleaned_data
        for field in TEXTS:
            text = visible(cleaned.get(field, ""))
            cleaned[field] = text
            if not text:
                continue
            try:
                check_text(text, self.event, subject=field == "subject")
            except forms.ValidationError as refusal:
                self.add_error(field, refusal)
        if not self.errors:
            self._fit(self.letter.speaker.words(self.letter.line, self.texts()))
        return cleaned

    def _fit(self, words: Words) -> None:
        """Refuse what is too long once its placeholders are filled."""
        parts = sms_parts(short_of(words, self.event.code)).count
        if parts > MOST_PARTS:
            sentence = ngettext(
                "This text would be %(parts)d SMS; at most %(most)d are sent.",
                "This text would be %(parts)d SMS; at most %(most)d are sent.",
                parts,
            )
            self.add_error("short", sentence % {"parts": parts, "most": MOST_PARTS})
        if len(words.long) > LONGEST:
            sentence = ngettext(
                "With its links this text has %(letters)d letter; %(most)d fit.",
                "With its links this text has %(letters)d letters; %(most)d fit.",
                len(words.long),
            )
            self.add_error("long", sentence % {"letters": len(words.long), "most": LONGEST})

    def texts(self) -> dict[str, str]:
        """What was typed, by field."""
        return {field: self.cleaned_data.get(field, "") for field in TEXTS}


class Why(forms.Form):
    """Why something is taken back: it stays in the history of the file."""

    why = forms.CharField(label=_("Why"), max_length=500)


class Settling(forms.Form):
    """What a second look came to."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Appeal.Outcome, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why, for the team"), max_length=500)


class Asking(forms.Form):
    """What a person adds to their request, if they like."""

    words = forms.CharField(
        label=_("What should we look at again? (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
