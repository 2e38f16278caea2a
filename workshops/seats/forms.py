"""What the team types about seats: whom to put in, and why somebody is offered one or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import WordsField
from core.numbers import number
from core.writing import plain
from people.fields import PhoneField
from people.models import Participation
from workshops.seats.finding import said, without_seat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshops.models import Workshop


class Why(forms.Form):
    """A reason, which the log keeps."""

    why = WordsField(label=_("Reason"), max_length=200)


class Entry(forms.Form):
    """Somebody of the stop who has no seat here, alone or with a second person.

    Only who was `found` is shown, or was chosen before; anybody without a seat may be named.
    """

    participation = forms.ModelChoiceField(
        Participation.objects.none(), label=_("Person"), widget=forms.RadioSelect
    )
    companion_name = WordsField(
        label=_("Name of the second person, for two seats"), max_length=120, required=False
    )
    companion_phone = PhoneField(label=_("Their phone number"), required=False)

    def __init__(
        self, data: Any, *, workshop: Workshop, found: Sequence[Participation] = ()
    ) -> None:
        alone = {"participation": found[0].pk} if len(found) == 1 else {}
        super().__init__(data, initial=alone)
        field = cast("forms.ModelChoiceField[Participation]", self.fields["participation"])
        field.queryset = free = without_seat(workshop).select_related("person")
        chosen = number(plain(data.get("participation"))) if data else 0
        shown = free.filter(pk=chosen) if chosen else found
        field.choices = [(each.pk, said(each)) for each in shown]

    def seats(self) -> dict[str, Any]:
        """What `register` is told."""
        name = self.cleaned_data["companion_name"]
        second = {"companion_phone": self.cleaned_data["companion_phone"] or ""}
        return {"count": 2, "companion_name": name, **second} if name else {"count": 1}
