"""What staff say to publish, take a place back, settle a second look; what a person adds to one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField
from selection.deciding.batch import PAUSE, WAVE, Pace
from selection.models import Appeal


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
