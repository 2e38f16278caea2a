"""How somebody wishes to be written to."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import HourField
from messaging.channels.base import channels, wishes
from messaging.hours import CLOSES, OPENS, without
from messaging.models import Preference

if TYPE_CHECKING:
    from people.models import User

HOURS = [("", "–"), *((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))]
LEFT = 2  # hours of a day in which one may still write


class WishesForm(forms.Form):
    """Language, channel, quiet hours, and how much somebody wants to read."""

    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    channel = forms.ChoiceField(label=_("How we should write"), required=False)
    quiet_from = HourField(
        label=_("No message from"), required=False, widget=forms.Select(choices=HOURS)
    )
    quiet_until = HourField(
        label=_("No message until"), required=False, widget=forms.Select(choices=HOURS)
    )
    only_needed = forms.BooleanField(
        label=_("Only what is needed"),
        help_text=_(
            "No reminders, no news: only what concerns an application or a request of mine."
        ),
        required=False,
    )
    digest = forms.BooleanField(
        label=_("A summary of the day's work, each morning"), required=False
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kept = Preference.objects.filter(person=person).first() or Preference(person=person)
        chosen = {name: getattr(kept, name) for name in ("channel", "only_needed", "digest")}
        quiet = {name: _on_the_hour(getattr(kept, name)) for name in ("quiet_from", "quiet_until")}
        super().__init__(
            *args, **{"initial": {"language": person.language, **chosen, **quiet}, **kwargs}
        )
        reachable = {
            "",
            *(each.code for each in channels().values() if getattr(person, each.kind.column)),
        }
        choices = [choice for choice in wishes() if choice[0] in reachable]
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]  # of a choice field
        if not person.is_staff:
            del self.fields["digest"]

    def clean(self) -> dict[str, Any]:
        """Refuse half of the quiet hours, and quiet hours that leave us no time to write."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begin, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (begin is None) != (end is None) and not self.errors:
            self.add_error(
                "quiet_from" if begin is None else "quiet_until", _("Give both hours, or none.")
            )
        elif begin and end and (begin == end or _length(begin, end) < LEFT):
            refusal = _("Please leave us at least two hours between 8:00 and 21:00.")
            self.add_error("quiet_until", ValidationError(refusal, code="quiet"))
        return cleaned


def _on_the_hour(quiet: time | None) -> str:
    return quiet.strftime("%H:00") if quiet else ""


def _length(begin: time, end: time) -> float:
    """How many hours of an ordinary day those quiet hours leave."""
    parts = without([(OPENS, CLOSES)], (begin, end))
    return sum(
        (last.hour - first.hour) + (last.minute - first.minute) / 60 for first, last in parts
    )
