"""What staff choose to look at, what they correct, what they plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.fields import NumberField
from needs.models import Need, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Province, Stop

STATES = Application.RECEIVED


class Looking(forms.Form):
    """Whose needs are looked at: by the state of their file, their province, their kind."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [
            ("", _("All that were sent")),
            *((state.value, state.label) for state in STATES),
        ],
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("All kinds")), *Application.Kind.choices],
    )

    def __init__(self, data: Mapping[str, Any], *, provinces: Iterable[Province]) -> None:
        super().__init__(data)
        self.provinces = {province.iso: province for province in provinces}
        field = self.fields["province"]
        if isinstance(field, forms.ChoiceField):
            names = [(iso, province.name) for iso, province in self.provinces.items()]
            field.choices = [("", _("All provinces")), *names]

    def chosen(self, stop: Stop) -> ApplicationQuerySet:
        """The files that are looked at; none when the form was not understood."""
        if not self.is_valid():
            return Application.objects.none()
        cleaned = self.cleaned_data
        applications = Application.objects.received().filter(stop=stop)
        if cleaned["state"]:
            applications = applications.filter(state=cleaned["state"])
        if cleaned["province"]:
            applications = applications.filter(province=self.provinces[cleaned["province"]])
        return applications.filter(kind=cleaned["kind"]) if cleaned["kind"] else applications

    def query(self, **more: str) -> str:
        """What was chosen, as a query string, with `more` in its place or beside it."""
        return urlencode(
            {name: value for name, value in {**self.params(), **more}.items() if value}
        )

    def params(self) -> dict[str, str]:
        """What was chosen, by the names of its fields."""
        chosen = {name: str(self.data.get(name, "")).strip() for name in self.fields}
        return {name: value for name, value in chosen.items() if value}


class OfTheme(Looking):
    """Whose need on one theme is looked at; also by what became of it."""

    need = forms.ChoiceField(
        label=_("State of the need"),
        required=False,
        choices=lambda: [("", _("Open or being treated")), *Need.State.choices],
    )

    @property
    def states(self) -> tuple[str, ...]:
        """The states of needs that are asked for."""
        state = self.cleaned_data["need"] if self.is_valid() else ""
        return (state,) if state else tuple(map(str, Need.LIVE))


class Correction(forms.Form):
    """How much is needed, what became of it, and why it is corrected."""

    level = NumberField(
        label=_("How much is needed, from 0 (nothing) to 100"),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    state = forms.ChoiceField(label=_("State of the need"), choices=lambda: Need.State.choices)
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class Planning(forms.ModelForm):  # type: ignore[type-arg]  # generic only in its stubs
    """What is planned for one theme."""

    class Meta:
        model = Plan
        fields = ["sessions", "seats", "hours"]
        field_classes = dict.fromkeys(fields, NumberField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].validators.append(MinValueValidator(1))
        for field in self.fields.values():
            field.widget.attrs |= {"class": "form-control"}
