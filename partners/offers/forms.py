"""What a partner types who proposes something, and what a team adds or answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, EmailField, HourField, NumberField, WordsField
from core.spoken import LANGUAGES, day, hour, spoken
from partners.models import Offer
from people.kinds import Entrepreneur
from programs.models import Province
from workshops.models.planned import LONGEST, SHORTEST
from workshops.planning.days import TOO_FAR, is_too_far

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partners.access import Place

TITLES = tuple(f"title_{code}" for code in LANGUAGES)
TEXTS = tuple(f"words_{code}" for code in LANGUAGES)
NUMBERS = ("minutes", "seats")
COLUMNS = (
    *("kind", "theme", "provinces", "kinds", *TITLES, *TEXTS, "starts_on", "starts_clock"),
    *("minutes", "seats", "way", "place", "leader", "email"),
)
AREA = {"rows": 4}


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A training, an expert or a day, for one stop."""

    where = forms.ChoiceField(label=gettext_lazy("For which stop"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("For which entrepreneurs"),
        choices=Entrepreneur.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: for all of them."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Offer
        fields = COLUMNS
        field_classes = {
            **dict.fromkeys((*TITLES, *TEXTS, "place", "leader"), WordsField),
            **dict.fromkeys(NUMBERS, NumberField),
            "starts_on": DayField,
            "starts_clock": HourField,
            "email": EmailField,
        }
        widgets = {
            **dict.fromkeys(TEXTS, forms.Textarea(attrs=AREA)),
            "provinces": forms.CheckboxSelectMultiple(),
            "starts_on": day(),
            "starts_clock": hour(),
            "email": forms.EmailInput(attrs={"dir": "ltr"}),
        }

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken(self)
        self.places = {place.code: place for place in places}
        where = cast("forms.ChoiceField", self.fields["where"])
        where.choices = [(code, str(place)) for code, place in self.places.items()]
        if len(self.places) == 1:
            where.initial = next(iter(self.places))
        regions = {place.stop.center.region_id for place in places}
        provinces = cast("forms.ModelMultipleChoiceField[Any]", self.fields["provinces"])
        provinces.queryset = Province.objects.filter(region__in=regions)
        provinces.help_text = _("Nothing ticked: for the whole region.")
        self.fields["email"].help_text = _("An expert signs in with it.")

    @property
    def place(self) -> Place:
        """The institution and the stop that were chosen."""
        return self.places[self.cleaned_data["where"]]

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language, for a time that lies ahead, for an expert’s e-mail."""
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in TITLES):
            self.add_error("title_ar", _("Please write a title, in one language at least."))
        kind = cleaned.get("kind")
        if kind != Offer.Kind.EXPERT:
            self._ask_for_a_time(cleaned)
        if kind != Offer.Kind.TRAINING and not cleaned.get("email"):
            self.add_error("email", _("Please write the e-mail of the expert."))
        return cleaned

    def _ask_for_a_time(self, cleaned: dict[str, Any]) -> None:
        for name in ("starts_on", "starts_clock"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Please say when."))
        on, clock = cleaned.get("starts_on"), cleaned.get("starts_clock")
        if on and clock:
            start = datetime.combine(on, clock, ZoneInfo(settings.TIME_ZONE))
            if start <= timezone.now():
                self.add_error("starts_on", _("This hour has passed."))
            elif is_too_far(on):
                self.add_error("starts_on", TOO_FAR)
            lasts = cleaned.get("minutes") or 0
            if SHORTEST <= lasts <= LONGEST and (start + timedelta(minutes=lasts)).date() != on:
                self.add_error("minutes", _("It would end after midnight: please begin earlier."))

    def values(self) -> dict[str, Any]:
        """What is to be kept of the offer."""
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def group(self, *names: str) -> list[forms.BoundField]:
        """Some of its fields, for one part of the page."""
        return [self[name] for name in names]

    def titles(self) -> list[forms.BoundField]:
        """The title in each language."""
        return self.group(*TITLES)

    def texts(self) -> list[forms.BoundField]:
        """What one takes home, in each language."""
        return self.group(*TEXTS)

    def times(self) -> list[forms.BoundField]:
        """When, and for how many."""
        return self.group("starts_on", "starts_clock", *NUMBERS)

    def place_fields(self) -> list[forms.BoundField]:
        """Where, and who leads it."""
        return self.group("way", "place", "leader", "email")

    def audience(self) -> list[forms.BoundField]:
        """For whom."""
        return self.group("provinces", "kinds")


class Texts(forms.ModelForm):  # type: ignore[type-arg]
    """The words of an offer, which a team completes before it accepts."""

    class Meta:
        model = Offer
        fields = (*TITLES, *TEXTS)
        field_classes = dict.fromkeys((*TITLES, *TEXTS), WordsField)
        widgets = dict.fromkeys(TEXTS, forms.Textarea(attrs=AREA))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken(self)

    def titles(self) -> list[forms.BoundField]:
        """The title in each language."""
        return [self[name] for name in TITLES]

    def texts(self) -> list[forms.BoundField]:
        """What one takes home, in each language."""
        return [self[name] for name in TEXTS]


class Reason(forms.Form):
    """Why a team does not take an offer, as the partner reads it."""

    reason = WordsField(
        label=gettext_lazy("Why not this time, as the partner reads it"), max_length=240
    )
