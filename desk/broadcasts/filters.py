"""Whom a message is for: the filters of the desk's list at one stop, and by earlier messages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.fields import NumberField
from desk.filters import Filters
from desk.perimeter import Perimeter
from messaging.models import Broadcast, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop

NAMES = (
    *("state", "province", "sector", "kind", "theme", "need", "gender", "language", "reach"),
    *("channel", "since", "until", "days", "message", "got", "label", "picked"),
)
# The occasions on which somebody is reminded of something.
REMINDING = ("group", "nudge", "nudge_again", "deadline")
WHATSAPP = {"whatsapp": True}  # how the form's answers say it
UNSENT = (Message.State.FAILED, Message.State.DROPPED)
REACH = (
    ("whatsapp", _("Telephone with WhatsApp")),
    ("plain", _("Telephone without WhatsApp")),
    ("email", _("E-mail only")),
)
STATES = (
    ("submitted", _("Received, not decided yet")),
    ("accepted", _("Offered a place, not confirmed yet")),
    ("confirmed", _("Takes part")),
    ("waiting", _("On the waiting list")),
    ("declined", _("Not chosen this time")),
    ("lapsed", _("Let their place pass")),
    ("draft", _("Begun, not sent")),
)


def written_to(*, drafts: bool, **which: Any) -> Any:
    """What the person of the outer candidacy was sent about its stop, or will be."""
    by_address = Q(address=OuterRef("phone")) | Q(address=OuterRef("email"))
    person = Q(person=None) & by_address if drafts else Q(person=OuterRef("applicant"))
    return Message.objects.filter(person, stop=OuterRef("stop"), **which).exclude(state__in=UNSENT)


class Choosing(Filters):
    """The filters of a group. A withdrawn candidacy is not offered: its agreement ended with it.

    Nor is a file that was joined to another: its person is written to by the one that stays.
    """

    field_order = NAMES
    q = None  # type: ignore[assignment]  # Django's way to leave a field out
    stop = decision = assigned = contact = None  # type: ignore[assignment]
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [("", _("All that were sent")), *STATES],
    )
    gender = forms.ChoiceField(
        label=_("Women and men"),
        required=False,
        choices=lambda: [("", _("Everybody")), *Application.Gender.choices],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("All languages")), *settings.LANGUAGES],
    )
    reach = forms.ChoiceField(
        label=_("Reached by"),
        required=False,
        choices=lambda: [("", _("Any way")), *REACH],
    )
    days = NumberField(
        label=_("Not reminded (days)"),
        required=False,
        min_value=1,
        max_value=365,
    )
    message = forms.ChoiceField(label=_("An earlier message"), required=False)
    got = forms.ChoiceField(
        label=_("That message"),
        required=False,
        choices=[("", _("They did not get it")), ("yes", _("They got it"))],
    )

    def __init__(self, data: Mapping[str, Any], *, at: Stop) -> None:
        super().__init__(data, perimeter=Perimeter(stops=[at]))
        earlier = Broadcast.objects.filter(stop=at).exclude(state=Broadcast.State.DRAFT)
        field = self.fields["message"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("No matter which")),
                *((str(each.pk), each.title) for each in earlier),
            ]

    @property
    def words(self) -> str:
        """Nobody is looked for by name: a group is not one person."""
        return ""

    def chosen(self) -> dict[str, str]:
        """The filters that are set, to be kept with the message."""
        return {name: value for name in NAMES if (value := str(self.data.get(name, "")).strip())}

    def narrow(self, *, walking: bool = False, in_any_state: bool = False) -> ApplicationQuerySet:
        """The candidacies of the group; none when the form was not understood."""
        rows = super().narrow(walking=walking, in_any_state=in_any_state)
        if not self.is_valid():
            return rows
        cleaned = self.cleaned_data
        rows = rows if cleaned["state"] else rows.received()
        if cleaned["gender"]:
            rows = rows.filter(gender=cleaned["gender"])
        if cleaned["language"]:
            rows = rows.filter(self._speaks(cleaned["language"]))
        return self._by_messages(self._reached(rows))

    def _speaks(self, language: str) -> Q:
        """Their account says it; before there is one, the form they fill in."""
        return Q(language=language) if self.drafts else Q(applicant__language=language)

    def _reached(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        match self.cleaned_data["reach"]:
            case "whatsapp":
                return rows.filter(answers__contains=WHATSAPP).exclude(phone="")
            case "plain":
                return rows.exclude(Q(phone="") | Q(answers__contains=WHATSAPP))
            case "email":
                return rows.filter(phone="").exclude(email="")
        return rows

    def _by_messages(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """By what they were sent before, or will be."""
        cleaned = self.cleaned_data
        if cleaned["days"]:
            since = timezone.now() - timedelta(days=cleaned["days"])
            lately = written_to(drafts=self.drafts, event__in=REMINDING, due_at__gte=since)
            rows = rows.filter(~Exists(lately))
        if cleaned["message"]:
            got = Exists(written_to(drafts=self.drafts, broadcast=cleaned["message"]))
            rows = rows.filter(got if cleaned["got"] else ~got)
        return rows
