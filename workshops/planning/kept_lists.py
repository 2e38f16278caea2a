"""What a center keeps beside its workshops: short lists of trainers, rooms, equipment and such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import LinkField, NumberField, WordsField
from core.spoken import LANGUAGES, spoken
from people.models import User
from people.roles import Role
from programs.models import Province
from workshops.models import Equipment, Series, SoukDay, Trainer, Venue

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop

NAMES = tuple(f"name_{code}" for code in LANGUAGES)
TITLES = tuple(f"title_{code}" for code in LANGUAGES)


class Kept(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One row of such a list, of the stop or center that its page names."""

    def __init__(self, *args: Any, stop: Stop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken(self)
        self.stop = stop
        if hasattr(self.instance, "stop_id"):
            self.instance.stop = stop
        else:
            self.instance.center = stop.center

    def spoken_ones(self) -> list[forms.BoundField]:
        """What is written in each language."""
        return [self[name] for name in self.fields if name in (*NAMES, *TITLES)]

    def rest(self) -> list[forms.BoundField]:
        """What is the same in every language."""
        return [self[name] for name in self.fields if name not in (*NAMES, *TITLES)]


class TrainerForm(Kept):
    """Who leads workshops: an expert with an account, or somebody of a partner."""

    class Meta:
        model = Trainer
        fields = (*NAMES, "user", "partner", "themes")
        field_classes = dict.fromkeys(NAMES, WordsField)
        widgets = {"themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts = User.objects.filter(
            memberships__center=self.stop.center_id, memberships__role=Role.EXPERT
        )
        accounts = cast("forms.ModelChoiceField[User]", self.fields["user"])
        accounts.queryset = experts.order_by("name_key", "pk").distinct()

    def validate_unique(self) -> None:
        """Say beside the account that it is a trainer here already."""
        super().validate_unique()
        account = self.cleaned_data.get("user")
        others = Trainer.objects.filter(center=self.stop.center_id).exclude(pk=self.instance.pk)
        if account and others.filter(user=account).exists():
            self.add_error("user", _("This account is a trainer here already."))


class VenueForm(Kept):
    """A room, and what stands in it."""

    class Meta:
        model = Venue
        fields = (*NAMES, "address", "map_link", "seats", "projector", "wheelchair")
        field_classes = {
            **dict.fromkeys((*NAMES, "address"), WordsField),
            "seats": NumberField,
            "map_link": LinkField,
        }


class EquipmentForm(Kept):
    """Something that is carried to workshops."""

    class Meta:
        model = Equipment
        fields = NAMES
        field_classes = dict.fromkeys(NAMES, WordsField)


class SeriesForm(Kept):
    """Workshops that belong together."""

    class Meta:
        model = Series
        fields = (*TITLES, "one_seat")
        field_classes = dict.fromkeys(TITLES, WordsField)


class SoukForm(Kept):
    """The day of a weekly market."""

    class Meta:
        model = SoukDay
        fields = ("province", "town", "weekday")
        field_classes = {"town": WordsField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = cast("forms.ModelChoiceField[Province]", self.fields["province"])
        provinces.queryset = Province.objects.filter(region=self.stop.center.region_id)


@dataclass(frozen=True)
class List:
    """One of the lists: what its page is called, how a row is typed, whose rows they are."""

    code: str
    title: StrOrPromise
    new: StrOrPromise
    form: type[Kept]
    of_stop: bool = False
    related: tuple[str, ...] = ()

    def rows(self, stop: Stop) -> QuerySet[Model]:
        """The rows of this stop, or of its center."""
        own = {"stop": stop} if self.of_stop else {"center": stop.center_id}
        model = cast("Any", self.form)._meta.model  # noqa: SLF001  Django's API
        found = model.objects.filter(**own).select_related(*self.related)
        return cast("QuerySet[Model]", found)


LISTS = {
    each.code: each
    for each in (
        List("trainers", _("Trainers"), _("A new trainer"), TrainerForm, related=("partner",)),
        List("venues", _("Rooms"), _("A new room"), VenueForm),
        List("equipment", _("Equipment"), _("New equipment"), EquipmentForm),
        List("series", _("Series"), _("A new series"), SeriesForm, of_stop=True),
        List("souks", _("Souk days"), _("A new souk day"), SoukForm, related=("province",)),
    )
}
