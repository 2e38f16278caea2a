"""What an expert types after a session: what became of it, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.models import Expert, Report, SessionOpinion, Step
from coaching.session.links import HELPING
from coaching.session.reporting import NextStep
from core.fields import DayField, NumberField, WordsField
from core.files import SafeFile, received, safe_recording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.datastructures import MultiValueDict

    from coaching.models import Booking

LARGEST = 3_000_000  # bytes of a voice note: a quarter of an hour at 24 kbit/s
LONGEST = 480  # minutes
ROWS = 3  # steps that may be added at once


class Reporting(forms.Form):
    """What became of a session: one minute of typing, or of speaking."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=Report.Outcome.choices,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=gettext_lazy("If it did not take place: why?"), max_length=200, required=False
    )
    topics = WordsField(label=gettext_lazy("You spoke about"), max_length=500, required=False)
    result = WordsField(
        label=gettext_lazy("What came of it"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = NumberField(
        label=gettext_lazy("Length in minutes"), required=False, min_value=1, max_value=LONGEST
    )
    beside = forms.ModelChoiceField(
        Expert.objects.none(),
        label=gettext_lazy("Second expert"),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    voice = forms.FileField(
        label=gettext_lazy("Voice note"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )

    sound: SafeFile | None = None

    def __init__(self, booking: Booking, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial=initial_of(booking))
        others = Expert.objects.filter(center=booking.expert.center_id, state__in=HELPING)
        field = cast("forms.ModelChoiceField[Expert]", self.fields["beside"])
        field.queryset = others.exclude(pk=booking.expert_id)

    def clean_voice(self) -> object:
        """Look at a recording by its content."""
        upload = self.cleaned_data["voice"]
        if upload:
            too_large = _("This recording is too long: a quarter of an hour at most.")
            data = received(upload, largest=LARGEST, too_large=too_large)
            self.sound = safe_recording(data, upload.name)
        return upload

    def said(self) -> dict[str, Any]:
        """Fields of the report, as they are kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "voice"}


def initial_of(booking: Booking) -> dict[str, Any]:
    """What was written already; before that, that it took place, in the time that was planned."""
    if not hasattr(booking, "report"):
        said = {"outcome": Report.Outcome.HELD, "minutes": booking.slot.minutes}
        return {**said, "beside": booking.beside_id}
    names = ("outcome", "reason", "topics", "result", "minutes", "beside")
    return {name: getattr(booking.report, name) for name in names}


class Stepping(forms.Form):
    """One next step; an empty one is none, and takes away one that stood there."""

    pk = NumberField(required=False, widget=forms.HiddenInput)
    words = WordsField(label=gettext_lazy("Next step"), max_length=300, required=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("Who does it"), choices=Step.Owner.choices, required=False
    )
    due_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d"),
    )

    def clean_due_on(self) -> object:
        """A day that is still to come, unless it stood there already."""
        day = self.cleaned_data["due_on"]
        changed = day != self.initial.get("due_on")
        if day and changed and day < timezone.localdate():
            raise ValidationError(_("This day is over."), code="over")
        return day

    def step(self) -> NextStep:
        """The step as it was typed."""
        said = self.cleaned_data
        owner = said["owner"] or Step.Owner.PERSON
        return NextStep(said["words"], owner, said["due_on"], said["pk"])


def stepping(booking: Booking, data: MultiValueDict[str, str] | None = None) -> list[Stepping]:
    """The steps of a session that are not done, and rows for new ones."""
    standing = Step.objects.open().filter(booking=booking)
    known = [
        {"pk": each.pk, "words": each.words, "owner": each.owner, "due_on": each.due_on}
        for each in standing
    ]
    blank: list[Mapping[str, Any]] = [{} for _row in range(ROWS)]
    rows = enumerate([*known, *blank])
    return [Stepping(data, prefix=f"step{at}", initial={**values}) for at, values in rows]


class Saying(forms.Form):
    """A face, and words that may stay empty."""

    face = forms.TypedChoiceField(
        label=gettext_lazy("How was it?"), choices=SessionOpinion.Face.choices, coerce=int
    )
    words = WordsField(
        label=gettext_lazy("Would you like to add something?"), max_length=300, required=False
    )


class Talking(forms.Form):
    """What was said in a call to somebody who missed sessions."""

    words = WordsField(label=gettext_lazy("What was said"), max_length=240, required=False)
