"""What is typed of a workshop, with trainers, a room and a series that may be made in place."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.fields import CodeField, LinkField, NumberField, WordsField
from core.spoken import LANGUAGES, spoken
from people.kinds import Entrepreneur
from programs.models import Partner, Province
from workshops.models import Equipment, Series, Trainer, Venue, Workshop
from workshops.planning.timed import TIMES, Timed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from programs.models import Stop

TITLES = tuple(f"title_{code}" for code in LANGUAGES)
TEXTS = tuple(f"description_{code}" for code in LANGUAGES)
IN_PLACE = ("new_trainer", "new_partner", "new_venue", "new_venue_seats", "new_series")
NUMBERS = ("capacity", "minimum", "queue_size", "for_level")
COLUMNS = (
    *("theme", *TITLES, *TEXTS, "trainers", "language", "second_sound", "level", "prerequisite"),
    *("starts_on", "starts_clock", "way", "venue", "equipment", "link", "dial_in", "own_stage"),
    *(*NUMBERS, "for_themes", "for_provinces", "for_kinds", "series"),
)
FEWEST_DIGITS = 4  # of a number that one dials
CHECKS = forms.CheckboxSelectMultiple


class WorkshopForm(Timed):
    """Everything about one workshop. A published one is moved on a page of its own."""

    new_trainer = WordsField(label=gettext_lazy("Somebody new"), max_length=80, required=False)
    new_partner = forms.ModelChoiceField(
        Partner.objects.all(), label=gettext_lazy("Partner that they speak for"), required=False
    )
    new_venue = WordsField(label=gettext_lazy("A new room"), max_length=80, required=False)
    new_venue_seats = NumberField(
        label=gettext_lazy("Seats of the new room"), min_value=1, max_value=1000, required=False
    )
    new_series = WordsField(label=gettext_lazy("A new series"), max_length=120, required=False)
    for_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these entrepreneurs"),
        choices=Entrepreneur.choices,
        required=False,
        widget=CHECKS,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta(Timed.Meta):
        fields = COLUMNS
        field_classes = {
            **Timed.Meta.field_classes,
            **dict.fromkeys((*TITLES, *TEXTS), WordsField),
            **dict.fromkeys(("second_sound", "dial_in"), CodeField),
            **dict.fromkeys(NUMBERS, NumberField),
            "link": LinkField,
        }
        widgets = {
            **Timed.Meta.widgets,
            **dict.fromkeys(TEXTS, forms.Textarea(attrs={"rows": 4})),
            "trainers": CHECKS(),
            "equipment": CHECKS(),
            "for_themes": CHECKS(),
            "for_provinces": CHECKS(),
            "dial_in": forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, stop: Stop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken(self)
        self._offer(stop)
        if self.instance.state == Workshop.State.PUBLISHED:
            for name in TIMES:
                del self.fields[name]
        if self.instance.taken:
            self.fields["capacity"].help_text = ngettext(
                "%(count)s is taken. A lower number takes none away, and gives out no more.",
                "%(count)s are taken. A lower number takes none away, and gives out no more.",
                self.instance.taken,
            ) % {"count": self.instance.taken}

    def _offer(self, stop: Stop) -> None:
        """Only what is this center's or this stop's may be chosen."""
        own = {
            "trainers": Trainer.objects.filter(center=stop.center_id),
            "venue": Venue.objects.filter(center=stop.center_id),
            "equipment": Equipment.objects.filter(center=stop.center_id),
            "series": Series.objects.filter(stop=stop),
            "prerequisite": Workshop.objects.filter(stop=stop).exclude(pk=self.instance.pk),
            "for_provinces": Province.objects.filter(region=stop.center.region_id),
        }
        for name, rows in own.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows
        if not own["equipment"].exists():
            del self.fields["equipment"]

    def clean_dial_in(self) -> str:
        """A number that one can dial, as far as one sees."""
        typed: str = self.cleaned_data["dial_in"]
        if typed and not _is_number(typed):
            raise ValidationError(_("This is no number to call."), code="number")
        return typed

    def clean_second_sound(self) -> str:
        """A number that one can dial, or a link."""
        typed: str = self.cleaned_data["second_sound"]
        if not typed or (_is_number(typed) and "/" not in typed):
            return typed
        try:
            link: str = LinkField(max_length=200).clean(typed)
        except ValidationError:
            said = _("This is neither a link nor a number to call.")
            raise ValidationError(said, code="sound") from None
        return link

    def clean(self) -> dict[str, Any]:
        """Refuse what does not go together, each beside its field."""
        cleaned = super().clean()
        seats, venue = cleaned.get("capacity") or 0, cleaned.get("venue")
        if cleaned.get("new_venue"):
            room: int | None = cleaned.get("new_venue_seats")
            if room is None and "new_venue_seats" not in self.errors:
                self.add_error("new_venue_seats", _("Please say how many seats it has."))
        else:
            room = venue.seats if venue else None
        if room and seats > room and cleaned.get("way") == Workshop.Way.ON_SITE:
            said = _("The room has %(seats)s seats.")
            self.add_error("capacity", said % {"seats": room})
        if (cleaned.get("minimum") or 0) > seats > 0:
            self.add_error("minimum", _("There are not that many seats."))
        before, start = cleaned.get("prerequisite"), self._start(cleaned)
        if before and start and before.starts_at >= start:
            said = _("“%(title)s” is held later: nobody could take it first.")
            self.add_error("prerequisite", said % {"title": before.title})
        if cleaned.get("for_level") and not cleaned.get("for_themes"):
            self.add_error("for_level", _("Please choose a theme: a need is one on a theme."))
        return cleaned

    def _start(self, cleaned: Mapping[str, Any]) -> datetime | None:
        """When it begins, as typed; or as it is published."""
        if "starts_on" not in self.fields:
            published: datetime = self.instance.starts_at
            return published
        on, at = cleaned.get("starts_on"), cleaned.get("starts_clock")
        return datetime.combine(on, at, ZoneInfo(settings.TIME_ZONE)) if on and at else None

    def values(self) -> dict[str, Any]:
        """What is to be kept of the workshop itself."""
        left = {*IN_PLACE, "ends_clock", "key", "seen", "followed", "stood"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left}

    def group(self, *names: str) -> list[forms.BoundField]:
        """Some of its fields, for one part of the page."""
        return [self[name] for name in names]

    def titles(self) -> list[forms.BoundField]:
        """The title in each language."""
        return self.group(*TITLES)

    def texts(self) -> list[forms.BoundField]:
        """What one takes home, in each language."""
        return self.group(*TEXTS)

    def place(self) -> list[forms.BoundField]:
        """Where one takes part."""
        online = ("link", "dial_in", "own_stage")
        brought = ("equipment",) if "equipment" in self.fields else ()
        return self.group("way", "venue", *brought, "new_venue", "new_venue_seats", *online)

    def leaders(self) -> list[forms.BoundField]:
        """Who leads it."""
        return self.group("trainers", "new_trainer", "new_partner")

    def speech(self) -> list[forms.BoundField]:
        """How it is spoken, and for whom it is made."""
        return self.group("language", "second_sound", "level", "prerequisite")

    def seats(self) -> list[forms.BoundField]:
        """How many may come."""
        return self.group("capacity", "minimum", "queue_size")

    def audience(self) -> list[forms.BoundField]:
        """Who may come."""
        return self.group("for_themes", "for_kinds", "for_provinces", "for_level")

    def together(self) -> list[forms.BoundField]:
        """What it belongs to."""
        return self.group("series", "new_series")


def _is_number(typed: str) -> bool:
    """Whether one can dial it, as far as one sees."""
    return len(re.sub(r"\D", "", typed)) >= FEWEST_DIGITS


class Reasons(forms.Form):
    """Why a workshop does not take place, as its people read it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            required = code != "en"
            label = _("why it does not take place")
            self.fields[f"reason_{code}"] = WordsField(
                label=label, max_length=240, required=required
            )
        spoken(self)

    def reasons(self) -> dict[str, str]:
        """The reason by language; English falls back as everywhere."""
        typed = {code: self.cleaned_data[f"reason_{code}"] for code in LANGUAGES}
        return {code: words for code, words in typed.items() if words}
