"""Dates that are proposed for a draft, what people chose, and the one that is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, HourField
from core.locks import patient
from core.spoken import day, hour
from workshops.models import DateOption, Workshop
from workshops.models.votes import MOST
from workshops.planning.actions import move
from workshops.planning.days import TOO_FAR, is_too_far
from workshops.planning.inviting import invite
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


class DatesForm(forms.Form):
    """Up to four days, each with its hour."""

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        kept: list[DateOption | None] = list(workshop.date_options.all())
        for number, option in enumerate([*kept, *[None] * MOST][:MOST]):
            self.fields[f"on_{number}"] = DayField(
                label=gettext_lazy("Day"),
                widget=day(),
                required=False,
                initial=option and option.starts_on,
            )
            self.fields[f"at_{number}"] = HourField(
                label=gettext_lazy("Hour"),
                widget=hour(),
                required=False,
                initial=option and option.starts_clock,
            )

    def clean(self) -> dict[str, Any]:
        """Each day has an hour, and is to come; none is proposed twice."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(MOST):
            on, at = cleaned.get(f"on_{number}"), cleaned.get(f"at_{number}")
            if bool(on) != bool(at):
                self.add_error(f"at_{number}", _("Please give the day and its hour."))
            elif on and at and self._option(on, at).starts_at <= timezone.now():
                self.add_error(f"on_{number}", _("This hour has passed."))
            elif on and is_too_far(on):
                self.add_error(f"on_{number}", TOO_FAR)
        return cleaned

    def options(self) -> list[DateOption]:
        """What was typed, each date once."""
        typed = [
            (self.cleaned_data[f"on_{number}"], self.cleaned_data[f"at_{number}"])
            for number in range(MOST)
        ]
        return [self._option(on, at) for on, at in dict.fromkeys(typed) if on]

    def _option(self, on: Any, at: Any) -> DateOption:
        return DateOption(workshop=self.workshop, starts_on=on, starts_clock=at)


def chosen(workshop: Workshop) -> QuerySet[DateOption]:
    """The proposed dates with how many chose each, the best first."""
    options = DateOption.objects.filter(workshop=workshop).select_related("workshop")
    counted = options.annotate(chosen=Count("votes"))
    return counted.order_by("-chosen", "starts_on", "starts_clock")


@patient
def propose(workshop: Workshop, options: list[DateOption]) -> None:
    """Let people choose among these dates; one that stays keeps who chose it.

    Raises ValidationError('state') for what is no draft any more.
    """
    row = _draft(workshop)
    wanted = {(each.starts_on, each.starts_clock): each for each in options}
    for kept in row.date_options.all():
        if wanted.pop((kept.starts_on, kept.starts_clock), None) is None:
            kept.delete()
    DateOption.objects.bulk_create(wanted.values())


@patient
def fix(workshop: Workshop, option: DateOption, *, by: User) -> Workshop:
    """Hold it on this date; whoever chose any stands on its invitation list.

    Raises ValidationError as `move` does.
    """
    row = _draft(workshop)
    kept = move(
        row,
        by=by,
        starts_on=option.starts_on,
        starts_clock=option.starts_clock,
        minutes=row.minutes,
    )
    invite(kept, row.date_votes.values_list("participation", flat=True), by=by)
    row.date_options.all().delete()
    return kept


def _draft(workshop: Workshop) -> Workshop:
    row = locked(workshop.pk)
    if row.state != Workshop.State.DRAFT:
        raise ValidationError(_("The date of this workshop is fixed by now."), code="state")
    return row
