"""The days of a plan, and another hour for one of its meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models import Slot
from core.fields import DayField
from core.spoken import day
from core.written import weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

TWO_WEEKS = timedelta(days=13)


class Days(forms.Form):
    """From which day to which."""

    first = DayField(label=_("From the day"), widget=day())
    last = DayField(label=_("To the day"), widget=day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        tomorrow = timezone.localdate() + timedelta(days=1)
        kwargs.setdefault("initial", {"first": tomorrow, "last": tomorrow + TWO_WEEKS})
        super().__init__(*args, **kwargs)


class Hour(forms.Form):
    """One of the hours that are free for a meeting."""

    slot = forms.ModelChoiceField(
        Slot.objects.none(),
        label=_("Another hour"),
        empty_label=None,
        error_messages={"invalid_choice": _("Somebody else has just taken this time.")},
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Slot]", self.fields["slot"])
        field.queryset = Slot.objects.filter(pk__in=[slot.pk for slot in slots])
        field.choices = [(slot.pk, said(slot)) for slot in slots]


def said(slot: Slot) -> str:
    """Day, hour and expert of a slot, as one chooses it."""
    start = timezone.localtime(slot.starts_at)
    return f"{weekday(start)} · {start:%H:%M} · {slot.expert.name}"
