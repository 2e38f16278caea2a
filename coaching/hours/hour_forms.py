"""What is typed of hours: of every week, of a day, days of absence, a calendar outside."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.hours.fetching import FetchError
from coaching.hours.outside import look
from coaching.hours.packing import pack
from coaching.hours.planned import FARTHEST, by_theme, lengths
from coaching.models import Absence, OutsideCalendar, SingleDay, WeekRule
from core.fields import DayField, HourField, LinkField, NumberField, WordsField
from core.refusals import saying_beside
from core.spoken import day, hour
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coaching.models import Expert

CLOCKS = ("starts", "ends", "break_from", "break_to")
AROUND = ("modes", "place", "minutes", "pause", "seats", "theme", "stop")
NUMBERS = ("minutes", "pause", "seats")


def within_reach(on: date) -> date:
    """A day to come, within a year or so. Raises ValidationError('past' | 'far')."""
    today = timezone.localdate()
    if on < today:
        raise ValidationError(_("This day has passed."), code="past")
    if on > today + timedelta(days=FARTHEST):
        raise ValidationError(_("This day is more than a year away."), code="far")
    return on


class HoursForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Hours from one clock to another, cut into sessions by themselves."""

    days: Sequence[str] = ()

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expert = self.instance.expert = expert
        stops = Stop.objects.filter(center=expert.center_id, ends_on__gte=timezone.localdate())
        self.fields["stop"].queryset = stops  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.fields["stop"].initial = stops.first()
        self.fields["theme"].queryset = expert.themes.all()  # type: ignore[attr-defined]
        self.fields["seats"].initial = 1

    def when(self) -> list[forms.BoundField]:
        """The day and the clocks."""
        return [self[name] for name in (*self.days, *CLOCKS)]

    def around(self) -> list[forms.BoundField]:
        """All that may differ from what is usual with this expert."""
        return [self[name] for name in AROUND]

    def clean(self) -> dict[str, Any]:
        """Refuse, each beside its field, what holds no session or goes against other hours."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if name not in {"stop", "theme"} or value is not None:
                setattr(self.instance, name, value)
        self._clocks(cleaned)
        if (cleaned.get("seats") or 1) > 1 and not cleaned.get("theme"):
            self.add_error("theme", _("Please choose what the table is about."))
        if not self.errors:
            self._room()
        if not self.errors and self._others():
            self.add_error("starts", _("Other hours of yours stand at this time already."))
        return cleaned

    def _clocks(self, cleaned: dict[str, Any]) -> None:
        starts, ends, first, last = (cleaned.get(name) for name in CLOCKS)
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It would end before it begins."))
        if bool(first) != bool(last) and not {"break_from", "break_to"} & set(self.errors):
            self.add_error("break_to", _("Please write down when the break begins and ends."))
        if first and last and last <= first:
            self.add_error("break_to", _("It would end before it begins."))

    def _room(self) -> None:
        minutes, pause = lengths(self.instance, self.expert, by_theme(self.expert))
        if not pack(self.instance, minutes=minutes, pause=pause):
            said = _("There is no room for one session of %(minutes)s minutes in these hours.")
            self.add_error("ends", said % {"minutes": minutes})

    def _others(self) -> bool:
        raise NotImplementedError

    def _meets(self, rows: Any) -> bool:
        """Whether hours of these rows share a clock with what was typed."""
        same = rows.filter(starts__lt=self.instance.ends, ends__gt=self.instance.starts)
        kept = same.exclude(pk=self.instance.pk) if self.instance.pk else same
        return bool(kept.exists())

    class Meta:
        fields: tuple[str, ...] = (*CLOCKS, *AROUND)
        field_classes: Mapping[str, type[forms.Field]] = {
            **dict.fromkeys((*CLOCKS, "starts"), HourField),
            **dict.fromkeys(NUMBERS, NumberField),
            "place": WordsField,
        }
        widgets: Mapping[str, forms.Widget] = {
            **dict.fromkeys(CLOCKS, hour()),
            "modes": forms.CheckboxSelectMultiple(),
        }


class RuleForm(HoursForm):
    """Hours of every week."""

    days = ("weekday", "first_on", "last_on")

    class Meta(HoursForm.Meta):
        model = WeekRule
        fields = ("weekday", *CLOCKS, "first_on", "last_on", *AROUND)
        field_classes = {
            **HoursForm.Meta.field_classes,
            **dict.fromkeys(("first_on", "last_on"), DayField),
        }
        widgets = {
            **HoursForm.Meta.widgets,
            **dict.fromkeys(("first_on", "last_on"), day()),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["first_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """A rule ends after it begins, and makes hours within the time of its stop."""
        cleaned = self.cleaned_data
        first, last, stop = (cleaned.get(name) for name in ("first_on", "last_on", "stop"))
        if first and last and last < first:
            self.add_error("last_on", _("It would end before it begins."))
        elif last and "last_on" in self.changed_data and last < timezone.localdate():
            self.add_error("last_on", _("This day has passed."))
        if first and stop and first > stop.ends_on:
            self.add_error("first_on", _("The stop is over on this day."))
        return super().clean()

    def _others(self) -> bool:
        rows = self.expert.rules.filter(weekday=self.instance.weekday)
        if self.instance.last_on:
            rows = rows.filter(first_on__lte=self.instance.last_on)
        return self._meets(rows.exclude(last_on__lt=self.instance.first_on))


class DayForm(HoursForm):
    """Hours of one day: packed into sessions, with breaks."""

    days = ("day", "instead")

    class Meta(HoursForm.Meta):
        model = SingleDay
        fields = ("day", *CLOCKS, "instead", *AROUND)
        field_classes = {**HoursForm.Meta.field_classes, "day": DayField}
        widgets = {**HoursForm.Meta.widgets, "day": day()}

    def clean_day(self) -> date:
        """A day for which hours may be given."""
        return within_reach(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        """A day of a stop stands in its time."""
        cleaned = super().clean()
        stop, on = cleaned.get("stop"), cleaned.get("day")
        if stop and on and on > stop.ends_on:
            self.add_error("day", _("The stop is over on this day."))
        return cleaned

    def _others(self) -> bool:
        on = self.instance.day
        if self._meets(self.expert.single_days.filter(day=on)):
            return True
        if self.instance.instead:
            return False
        rules = self.expert.rules.filter(weekday=on.weekday(), first_on__lte=on)
        same = rules.filter(starts__lt=self.instance.ends, ends__gt=self.instance.starts)
        return same.exclude(last_on__lt=on).exists()


class AbsenceForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Days without time, whatever else was said."""

    class Meta:
        model = Absence
        fields = ("first_on", "last_on", "why")
        field_classes = {"first_on": DayField, "last_on": DayField, "why": WordsField}
        widgets = {"first_on": day(), "last_on": day()}

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expert = self.instance.expert = expert

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and not in the past."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("It would end before it begins."))
        elif first and last:
            with saying_beside(self, "last_on"):
                within_reach(last)
        return cleaned


class CalendarField(LinkField):
    """The address of a calendar, which programs also write as `webcal://`."""

    def to_python(self, value: Any) -> Any:
        """Read what was typed."""
        if isinstance(value, str) and value.strip().lower().startswith("webcal://"):
            value = f"https://{value.strip()[len('webcal://') :]}"
        return super().to_python(value)


class CalendarForm(forms.Form):
    """The address of one's own calendar: it is read once before it is kept."""

    url = CalendarField(label=gettext_lazy("Address of the calendar"), max_length=500)

    def clean_url(self) -> str:
        """An address that can be read. What was found there waits in `found`."""
        url: str = self.cleaned_data["url"]
        try:
            self.found = look(url)
        except FetchError as failed:
            fault = OutsideCalendar.Fault(failed.fault)
            raise ValidationError(fault.label, code=fault.value) from failed
        return url
