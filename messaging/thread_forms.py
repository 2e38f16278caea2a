"""What is typed on the pages of the conversations."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, NumberField
from core.files import SafeFile, received
from core.writing import tidy
from messaging.actions.answers import TEMPLATES
from messaging.media import unscanned
from messaging.models import Thread
from messaging.stock import left_open
from messaging.words import listed
from people.models import User

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST = 4000  # characters; WhatsApp carries 4,096
LARGEST = 5 * 1024 * 1024
MORNING = time(8, 30)
CLOSE = "close"


class Answer(forms.Form):
    """Some words, perhaps with a file. `key` is the form's: a double tap answers once.

    `after` is the last answer of the team that the page shows, `then` what becomes of the
    conversation.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    after = NumberField(min_value=0, required=False, widget=forms.HiddenInput)
    then = forms.ChoiceField(choices=[(CLOSE, CLOSE)], required=False)
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    file = forms.FileField(label=gettext_lazy("A picture or a PDF"), required=False)
    template = forms.ChoiceField(choices=[(code, code) for code in TEMPLATES], required=False)

    def clean_text(self) -> str:
        """Without characters nobody sees. Raises ValidationError("open") for a placeholder."""
        text = tidy(self.cleaned_data["text"], lines=True)
        if still := left_open(text):
            sentence = _("Nothing is known for %(name)s here: please write it out.")
            raise ValidationError(sentence % {"name": listed(set(still))}, code="open")
        return text

    def clean_file(self) -> SafeFile | None:
        """What was chosen, looked at by its content. Raises ValidationError("file")."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload is None:
            return None
        return unscanned(
            received(upload, largest=LARGEST, too_large=_("This file is larger than 5 MB."))
        )


class Writing(forms.Form):
    """What somebody writes to the team."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write your message.")},
    )

    def clean_text(self) -> str:
        """Without characters nobody sees."""
        text = tidy(self.cleaned_data["text"], lines=True)
        if not text:
            raise ValidationError(_("Please write your message."), code="required")
        return text


class Assignment(forms.Form):
    """To whom a conversation is given; nobody is a choice."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("In the hands of"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, data: Any = None, *, thread: Thread) -> None:
        super().__init__(data, initial={"to": thread.assigned_to_id})
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = thread.hands()


class Pause(forms.Form):
    """Until which day a conversation is put off."""

    until = DayField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_until(self) -> datetime:
        """The morning of that day, at Casablanca."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], MORNING))
