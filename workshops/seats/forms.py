"""What the team types about seats: whom to put in, and why somebody is offered one or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import WordsField
from people.fields import PhoneField
from people.models import Participation

if TYPE_CHECKING:
    from workshops.models import Workshop


class Why(forms.Form):
    """A reason, which the log keeps."""

    why = WordsField(label=_("Reason"), max_length=200)


class Entry(forms.Form):
    """Somebody of the stop who has no seat here, alone or with a second person."""

    participation = forms.ModelChoiceField(Participation.objects.none(), label=_("Person"))
    companion_name = WordsField(
        label=_("Name of the second person, for two seats"), max_length=120, required=False
    )
    companion_phone = PhoneField(label=_("Their phone number"), required=False)

    def __init__(self, data: Any, *, workshop: Workshop) -> None:
        super().__init__(data)
        there = Participation.objects.filter(stop=workshop.stop_id)
        field = cast("forms.ModelChoiceField[Participation]", self.fields["participation"])
        free = there.exclude(pk__in=workshop.seats.live().values("participation"))
        field.queryset = free.select_related("person").order_by("person__name", "pk")
        field.label_from_instance = named  # type: ignore[method-assign, assignment]

    def seats(self) -> dict[str, Any]:
        """What `register` is told."""
        name = self.cleaned_data["companion_name"]
        second = {"companion_phone": self.cleaned_data["companion_phone"] or ""}
        return {"count": 2, "companion_name": name, **second} if name else {"count": 1}


def named(participation: Participation) -> str:
    """Their name alone: the stop is that of the page."""
    return participation.person.name
