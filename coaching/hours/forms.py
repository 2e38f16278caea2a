"""What is typed of an expert: by themselves when they ask to help, by a team at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.hours.lives import charter_of
from coaching.models import Charter, Expert, Mode
from coaching.models.experts import LONGEST, SHORTEST
from core.fields import DayField, EmailField, NumberField, WordsField
from core.spoken import LANGUAGES, day, spoken
from core.written import weekday
from people.fields import PhoneField
from people.models import Membership, User
from programs.models import Province, Theme

if TYPE_CHECKING:
    from programs.models import Center, Stop

NAMES = tuple(f"name_{code}" for code in LANGUAGES)
LINES = tuple(f"headline_{code}" for code in LANGUAGES)
TEXTS = tuple(f"text_{code}" for code in LANGUAGES)
NUMBERS = ("per_day", "per_week", "minutes", "pause", "buffer", "notice", "horizon")
OF_OTHERS = {  # how a team reads what an expert is asked
    "themes": _("Themes"),
    "languages": _("Languages"),
    "modes": _("How they meet people"),
    "provinces": _("Provinces"),
}
CHECKS = forms.CheckboxSelectMultiple


class Helping(forms.Form):
    """What both forms ask: on what, in which languages, where and how."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes on which you help"), widget=CHECKS
    )
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES, label=_("Languages you speak"), widget=CHECKS
    )
    modes = forms.MultipleChoiceField(choices=Mode, label=_("How you meet people"), widget=CHECKS)
    provinces = forms.ModelMultipleChoiceField(
        Province.objects.all(),
        label=_("Provinces in which you can meet people"),
        widget=CHECKS,
        required=False,
    )

    def __init__(self, *args: Any, center: Center, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.center = center
        home = Province.objects.filter(region=center.region_id)
        self.fields["provinces"].queryset = home  # type: ignore[attr-defined]

    def helping(self) -> list[forms.BoundField]:
        """What both forms ask, for one part of the page."""
        return [self[name] for name in ("themes", "languages", "modes", "provinces")]


class Joining(Helping):
    """The form of somebody who wants to help: what the team needs to call them back."""

    name = WordsField(label=_("First and last name"), max_length=80)
    phone = PhoneField(label=_("Mobile phone"))
    email = EmailField(label=_("E-mail address"))
    gender = forms.ChoiceField(
        label=_("You are"),
        choices=[("", _("I would rather not say")), *Expert.Gender.choices],
        required=False,
    )
    headline = WordsField(label=_("What you do, in one line"), max_length=120)
    reasons = WordsField(
        label=_("Why would you like to help?"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    field_order = (
        *("name", "phone", "email", "gender", "headline", "themes", "languages"),
        *("modes", "provinces", "reasons"),
    )

    def values(self) -> dict[str, Any]:
        """What is to be kept of the expert; the name and the line in every language."""
        typed = dict(self.cleaned_data)
        name, headline = typed.pop("name"), typed.pop("headline")
        typed["email"] = typed["email"].lower()
        typed["themes"] = dict.fromkeys(typed["themes"])
        spelled = dict.fromkeys(NAMES, name) | dict.fromkeys(LINES, headline)
        return {**typed, **spelled}


class ExpertForm(Helping):
    """Everything of an expert, for the team: with a length for each theme."""

    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", "–"), *Expert.Gender.choices], required=False
    )
    phone = PhoneField(label=_("Mobile phone"), required=False)
    email = EmailField(label=_("E-mail address"))

    def __init__(self, *args: Any, expert: Expert | None = None, **kwargs: Any) -> None:
        if expert is not None:
            kwargs["initial"] = _initial(expert)
        super().__init__(*args, **kwargs)
        for name, label in OF_OTHERS.items():
            self.fields[name].label = label
        for name in NAMES:
            self.fields[name] = WordsField(max_length=80, required=name != "name_en")
        for name in LINES:
            self.fields[name] = WordsField(max_length=120, required=False)
        for name in NUMBERS:
            column: Any = Expert._meta.get_field(name)  # noqa: SLF001  Django's API
            self.fields[name] = column.formfield(form_class=NumberField, widget=forms.TextInput)
            self.fields[name].initial = column.default
        for theme in Theme.objects.all():
            self.fields[f"length_{theme.pk}"] = NumberField(
                label=theme.name, min_value=SHORTEST, max_value=LONGEST, required=False
            )
        spoken(self)

    def names(self) -> list[forms.BoundField]:
        """The name in each language."""
        return [self[name] for name in NAMES]

    def lines(self) -> list[forms.BoundField]:
        """What they do, in each language."""
        return [self[name] for name in LINES]

    def addresses(self) -> list[forms.BoundField]:
        """How the team reaches them."""
        return [self[name] for name in ("phone", "email", "gender")]

    def numbers(self) -> list[forms.BoundField]:
        """How much of their time they give."""
        return [self[name] for name in NUMBERS]

    def lengths(self) -> list[forms.BoundField]:
        """How long a session on each theme takes; empty: as always."""
        return [self[name] for name in self.fields if name.startswith("length_")]

    def values(self) -> dict[str, Any]:
        """What is to be kept: the lengths beside their themes."""
        typed = {name: value for name, value in self.cleaned_data.items() if "length_" not in name}
        typed["themes"] = {
            theme: self.cleaned_data.get(f"length_{theme.pk}") for theme in typed["themes"]
        }
        return typed


def _initial(expert: Expert) -> dict[str, Any]:
    """What stands in the form of an expert who is there already."""
    plain = (*NAMES, *LINES, *NUMBERS, "gender", "phone", "email", "languages", "modes")
    helps = dict(expert.helps_with.values_list("theme", "minutes"))
    return {
        **{name: getattr(expert, name) for name in plain},
        **{f"length_{theme}": minutes for theme, minutes in helps.items()},
        "themes": list(helps),
        "provinces": list(expert.provinces.values_list("pk", flat=True)),
    }


class CharterForm(forms.Form):
    """A new wording of the charter."""

    def __init__(self, *args: Any, center: Center, **kwargs: Any) -> None:
        charter = charter_of(center)
        kwargs["initial"] = {name: getattr(charter, name, "") for name in TEXTS}
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            column: Any = Charter._meta.get_field("text")  # noqa: SLF001  Django's API
            area = forms.Textarea(attrs={"rows": 12})
            self.fields[name] = WordsField(max_length=column.max_length, widget=area)
        spoken(self)


class Signing(forms.Form):
    """That an expert has read the charter, in the version that stood on the page."""

    charter = NumberField(widget=forms.HiddenInput)
    agree = forms.BooleanField(label=_("I have read it, and I keep to it."))

    def __init__(self, *args: Any, charter: Charter | None, **kwargs: Any) -> None:
        self.number = charter.pk if charter else 0
        kwargs["initial"] = {"charter": self.number}
        super().__init__(*args, **kwargs)

    def clean_charter(self) -> int:
        """The wording that is in force now."""
        read: int = self.cleaned_data["charter"]
        if read != self.number:
            raise forms.ValidationError(
                _("The text has changed. Please read it again."), code="reworded"
            )
        return read


class BesideForm(forms.Form):
    """Who sits beside an expert at the first session, and when it was held."""

    colleague = forms.ModelChoiceField(User.objects.none(), label=_("Colleague beside"))
    held_on = DayField(label=_("Held on"), widget=day(), required=False)

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        at = expert.shadowed_at
        held = timezone.localtime(at).date() if at else None
        kwargs["initial"] = {"colleague": expert.shadowed_by_id, "held_on": held}
        super().__init__(*args, **kwargs)
        team = User.objects.filter(
            memberships__center=expert.center_id, memberships__role__in=Membership.CENTER_ROLES
        )
        self.fields["colleague"].queryset = team.distinct().order_by("name_key", "pk")  # type: ignore[attr-defined]

    def clean_held_on(self) -> Any:
        """A day that is over, or today."""
        held = self.cleaned_data["held_on"]
        if held and held > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return held


class HandingForm(forms.Form):
    """To whom somebody is handed over, with what words, at which hour."""

    summary = WordsField(
        label=_("What the next expert should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to = forms.ModelChoiceField(Expert.objects.none(), label=_("Next expert"))
    slot = forms.TypedChoiceField(
        label=_("Their first hour together"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, stop: Stop, leaving: Expert, slots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Expert.objects.listed().filter(center=stop.center_id).exclude(pk=leaving.pk)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
        self.slots = {slot.pk: slot for slot in slots}
        said = [(slot.pk, f"{slot.expert} · {_moment(slot)}") for slot in slots]
        self.fields["slot"].choices = [("", _("no session yet")), *said]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An hour is one of the next expert's."""
        cleaned = super().clean() or self.cleaned_data
        slot = self.slots.get(cleaned.get("slot") or 0)
        if slot and cleaned.get("to") and slot.expert_id != cleaned["to"].pk:
            self.add_error("slot", _("This hour is another expert’s."))
        cleaned["slot"] = slot
        return cleaned


def _moment(slot: Any) -> str:
    start = timezone.localtime(slot.starts_at)
    return f"{weekday(start)} · {start:%H:%M}"
