"""When a workshop is held, as somebody types it: the day, the hour, the end."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import CodeField, DayField, HourField
from core.spoken import day, hour
from workshops.models import Workshop
from workshops.models.planned import LONGEST, SHORTEST
from workshops.planning.days import TOO_FAR, is_too_far

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMES = ("starts_on", "starts_clock", "ends_clock")


class Timed(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The day, the hour and the end, as clocks in Morocco show them."""

    ends_clock = HourField(label=gettext_lazy("until"), widget=hour())
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    # whether the page itself moved the end along: what stands in it is then what somebody saw
    followed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    # the beginning and the end as the page came: what was changed is changed against these
    stood = CodeField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Workshop
        fields: tuple[str, ...] = ("starts_on", "starts_clock")
        field_classes: Mapping[str, type[forms.Field]] = {
            "starts_on": DayField,
            "starts_clock": HourField,
        }
        widgets: Mapping[str, forms.Widget] = {"starts_on": day(), "starts_clock": hour()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = ZoneInfo(self.instance.zone)
            self.initial["ends_clock"] = self.instance.ends_at.astimezone(zone).time()
            self.fields["ends_clock"].help_text = _(
                "If you change the beginning alone, the end moves along."
            )
            self.initial["seen"] = "" if self.is_bound else self.mark_of(self.instance)
            self.initial["stood"] = _words(self.initial["starts_clock"], self.initial["ends_clock"])

    def mark_of(self, workshop: Workshop) -> str:
        """What stands in its fields now, in a word: another one once somebody has changed them."""
        rows = model_to_dict(workshop, fields=[*self.Meta.fields, "minutes"])
        kept = {
            name: sorted(str(getattr(each, "pk", each)) for each in value)
            if isinstance(value, list)
            else value
            for name, value in rows.items()
        }
        return hashlib.sha256(repr(sorted(kept.items())).encode()).hexdigest()

    def times(self) -> list[forms.BoundField]:
        """What is asked of the time; nothing of a workshop whose people are told of a move."""
        return [self[name] for name in TIMES if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse what has passed, or ends before it begins; keep the length."""
        cleaned = super().clean() or self.cleaned_data
        if not all(cleaned.get(name) for name in TIMES):
            return cleaned
        if self.instance.pk and not self._follow(cleaned):
            return cleaned
        start, end = (
            datetime.combine(cleaned["starts_on"], cleaned[name], ZoneInfo(settings.TIME_ZONE))
            for name in ("starts_clock", "ends_clock")
        )
        minutes = (end - start) // timedelta(minutes=1)
        if self.instance.pk and self._stands(cleaned):
            minutes = self.instance.minutes  # as it was made, beyond midnight too
        if minutes <= 0:
            self.add_error("ends_clock", _("It would end before it begins."))
        elif not SHORTEST <= minutes <= LONGEST:
            said = _("A workshop lasts from %(least)s minutes to %(most)s hours.")
            self.add_error("ends_clock", said % {"least": SHORTEST, "most": LONGEST // 60})
        if start <= timezone.now():
            self.add_error("starts_on", _("This hour has passed."))
        elif is_too_far(cleaned["starts_on"]):
            self.add_error("starts_on", TOO_FAR)
        cleaned["minutes"] = minutes
        return cleaned

    def _stands(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether the hours of a workshop are what they were."""
        hours = [values[name] for values in (self.initial, cleaned) for name in TIMES[1:]]
        return _words(*hours[:2]) == _words(*hours[2:])

    def _follow(self, cleaned: dict[str, Any]) -> bool:
        """Move the end along where the beginning alone was changed, on a page that did not do so.

        False for an end on the next day, which is asked for. A page that comes back shows the end
        that would be kept, and what is sent from there is changed against that.
        """
        start, end = (cleaned[name].replace(second=0, microsecond=0) for name in TIMES[1:])
        before = _hours(cleaned.get("stood", "")) or _hours(self.initial["stood"])
        moved = end
        if before and not cleaned["followed"] and before[0] != start and before[1] == end:
            moved = _later(start, before)
        self._show(start, moved or end)
        if moved is None:
            said = _("It would end after midnight: please say until when.")
            self.add_error("ends_clock", said)
            return False
        cleaned["ends_clock"] = moved
        return True

    def _show(self, start: time, end: time) -> None:
        """Let the page, should it come back, show these hours and remember them."""
        shown = {"ends_clock": f"{end:%H:%M}", "stood": _words(start, end)}
        data: Any = self.data
        self.data = data = data.copy()
        for name, value in shown.items():
            data[name] = value


def _words(start: time, end: time) -> str:
    return f"{start:%H:%M}-{end:%H:%M}"


def _hours(words: str) -> tuple[time, time] | None:
    """The beginning and the end that stand in `words`; nothing of what no page has written."""
    try:
        start, end = (datetime.strptime(each, "%H:%M").time() for each in words.split("-"))  # noqa: DTZ007  an hour of a page
    except ValueError:
        return None
    return (start, end) if start < end else None


def _later(start: time, before: tuple[time, time]) -> time | None:
    """The end that keeps the length; None on the next day."""
    first, last, begins = (datetime.combine(date.min, each) for each in (*before, start))
    end = begins + (last - first)
    return end.time() if end.date() == date.min else None
