"""What a center writes in its own words: the placeholders it may use, and those it must."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from core.writing import visible
from messaging.models import Wording
from messaging.occasions import Event
from messaging.words import check_text, defaults

FIELDS = {  # the texts of an occasion: their label, and how long they may be
    "short": (_("SMS and WhatsApp"), 500),
    "subject": (_("subject of the e-mail"), 120),
    "long": (_("e-mail"), 3000),
}


class WordingForm(forms.Form):
    """The texts of one occasion in every language, begun with today's. Defaults are not kept."""

    def __init__(self, *args: Any, event: Event, own: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.own = event, own
        self.texts: dict[str, str] = {}  # the defaults, by name of the field
        for language, _name in settings.LANGUAGES:
            for field, text in defaults(event, language).items():
                if text:
                    self._add_field(field, language, text)

    def _add_field(self, field: str, language: str, default: str) -> None:
        name, (label, longest) = f"{field}_{language}", FIELDS[field]
        self.texts[name] = default
        bidi = {"lang": language, "dir": "rtl" if get_language_info(language)["bidi"] else "ltr"}
        widget = (
            forms.TextInput(bidi)
            if field == "subject"
            else forms.Textarea({**bidi, "rows": _rows(default)})
        )
        self.fields[name] = forms.CharField(
            label=label,
            max_length=longest,
            required=False,
            widget=widget,
            initial=getattr(self.own, name) or default,
            help_text=_("Empty: the text of the house is used."),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse, beside each text, a placeholder without meaning, and the lack of a needed one."""
        for name, text in list(self.cleaned_data.items()):
            try:
                self.cleaned_data[name] = self._checked(name, visible(text))
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return self.cleaned_data

    def _checked(self, name: str, text: str) -> str:
        if not text or text == self.texts[name]:
            return ""
        check_text(text, self.event, subject=name.startswith("subject"))
        return text

    def names_of(self, language: str) -> list[str]:
        """The fields of one language."""
        return [name for name in self.fields if name.endswith(f"_{language}")]

    def typed(self, language: str) -> dict[str, str]:
        """The texts of a language as the form stands now, right or not; empty ones by default."""
        texts = {name: self[name].value() or self.texts[name] for name in self.names_of(language)}
        return {name.rpartition("_")[0]: str(text) for name, text in texts.items()}

    def texts_of_its_own(self) -> dict[str, str]:
        """What differs from the house; empty where it does not."""
        return {name: self.cleaned_data[name] for name in self.texts}


def _rows(text: str) -> int:
    return min(14, 2 + text.count("\n") + len(text) // 90)
