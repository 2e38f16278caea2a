"""What a center writes in its own words: the placeholders it may use, and those it must."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from messaging.models import Wording
from messaging.occasions import PLACEHOLDER, Event
from messaging.words import defaults

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
                composed = normalize("NFC", text.replace("\r\n", "\n"))
                self.cleaned_data[name] = self._checked(name, composed)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return self.cleaned_data

    def _checked(self, name: str, text: str) -> str:
        if not text or text == self.texts[name]:
            return ""
        refuse_strange(text, self.event.names)
        named = set(PLACEHOLDER.findall(text))
        lacking = set() if name.startswith("subject") else self.event.required - named
        if lacking:
            words = {"names": listed(lacking)}
            sentence = gettext("This text must contain %(names)s.") % words
            raise ValidationError(sentence, code="missing")
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


def refuse_strange(text: str, names: frozenset[str]) -> None:
    """Raises ValidationError("unknown") for a placeholder that is none of `names`, or a brace."""
    braces = set(re.findall(r"[{}]", PLACEHOLDER.sub("", text)))
    if strange := set(PLACEHOLDER.findall(text)) - names or braces:
        words = {"strange": listed(strange), "known": listed(names)}
        raise ValidationError(
            gettext("%(strange)s means nothing here. What can be named: %(known)s.") % words,
            code="unknown",
        )


def _rows(text: str) -> int:
    return min(14, 2 + text.count("\n") + len(text) // 90)


def listed(names: Iterable[str]) -> str:
    """`{link}`, `{reference}` as one writes them, in a row that no Arabic line turns about."""
    words = (name if name in "{}" else f"{{{name}}}" for name in sorted(names))
    return " ".join(f"\u2066{word}\u2069" for word in words)
