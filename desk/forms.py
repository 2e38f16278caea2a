"""What staff say about an application they key in: how it came, and what was agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from people.models import ConsentText

if TYPE_CHECKING:
    from programs.models import Stop

BY_HAND = (Application.Channel.PHONE, Application.Channel.WALK_IN, Application.Channel.ASSOCIATION)


class Keying(forms.Form):
    """How the application came, what was agreed to, and whether a look-alike is somebody else."""

    prefix = "desk"

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=lambda: [
            (channel.value, f"{key} · {channel.label}") for key, channel in enumerate(BY_HAND, 1)
        ],
        widget=forms.Select(attrs={"autofocus": True}),
    )
    association = forms.CharField(
        label=_("Association, if there is one"),
        max_length=120,
        required=False,
    )
    consents = forms.MultipleChoiceField(
        label=_("Read aloud, and agreed to by the person"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Without this agreement we may not keep the answers.")},
    )
    another_person = forms.BooleanField(
        label=_("I have checked: this is another person."),
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, texts: dict[str, ConsentText], stop: Stop, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        read = [texts[of] for of in ConsentText.Purpose if of in texts]
        self.spoken = [(text, _spoken(text, stop)) for text in read]
        consents = self.fields["consents"]
        if isinstance(consents, forms.MultipleChoiceField):
            consents.choices = [(str(text.purpose), text.wording(stop)) for text in read]

    def clean_consents(self) -> list[str]:
        """Nothing is kept unless the person agreed that their answers are read."""
        consents: list[str] = self.cleaned_data["consents"]
        if ConsentText.Purpose.PROCESSING not in consents:
            raise forms.ValidationError(
                _("Without this agreement we may not keep the answers."), code="required"
            )
        return consents

    def clean(self) -> dict[str, Any]:
        """An association is named when it applies for somebody, and only then."""
        cleaned = super().clean() or self.cleaned_data
        by_association = cleaned.get("channel") == Application.Channel.ASSOCIATION
        if by_association and not cleaned.get("association"):
            self.add_error("association", _("Please write the name of the association."))
        if not by_association:
            cleaned["association"] = ""
        return cleaned


def _spoken(text: ConsentText, stop: Stop) -> list[tuple[str, str]]:
    """What is read to the person in the language that they speak."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append((language, text.wording(stop)))
    return found
