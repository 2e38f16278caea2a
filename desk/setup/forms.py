"""What is typed to set a stop up: its name and days, texts, themes, who stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import CodeField, DayField, MomentField, NumberField, SlugField, WordsField
from core.spoken import LANGUAGES, day, moment, spoken
from people.forms import InviteForm
from people.roles import Role
from programs.models import Stop
from programs.opening import TEXTS as NAMES_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Center

NAMES = tuple(f"name_{code}" for code in LANGUAGES)
DAYS = ("opens_at", "closes_at", "starts_on", "ends_on")
TEXTS = tuple(NAMES_OF)
OF_A_CENTER = [each for each in Role.choices if each[0] != Role.NATIONAL]


class StopForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Some columns of a stop; what it saves are these columns alone."""

    class Meta:
        model = Stop
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken(self)

    def save(self, commit: bool = True) -> Stop:  # noqa: FBT001, FBT002  Django's signature
        """Keep what the form asks for: the counter of file numbers may have moved meanwhile."""
        if not commit or self.instance.pk is None:
            return cast("Stop", super().save(commit=commit))
        columns = {field.name for field in Stop._meta.concrete_fields}  # noqa: SLF001  Django's API
        asked = {name for name in self.fields if name in columns}
        plain = {name.rpartition("_")[0] for name in asked} & columns  # what modeltranslation keeps
        self.instance.save(update_fields=asked | plain)
        self._save_m2m()  # type: ignore[attr-defined]  # Django's, unknown to its stubs
        return cast("Stop", self.instance)


class Days(StopForm):
    """What a stop is called, when it happens, how many people it has room for."""

    class Meta:
        model = Stop
        fields = (*NAMES, *DAYS, "places", "slug", "prefix")
        field_classes = {
            **dict.fromkeys(NAMES, WordsField),
            **dict.fromkeys(("opens_at", "closes_at"), MomentField),
            **dict.fromkeys(("starts_on", "ends_on"), DayField),
            "places": NumberField,
            "slug": SlugField,
            "prefix": CodeField,
        }
        widgets = {
            "opens_at": moment(),
            "closes_at": moment(),
            "starts_on": day(),
            "ends_on": day(),
            "slug": forms.TextInput(attrs={"dir": "ltr"}),
            "prefix": forms.TextInput(attrs={"dir": "ltr"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state != Stop.State.PREPARED:  # they stand in messages and on posters
            del self.fields["slug"], self.fields["prefix"]

    def names(self) -> list[forms.BoundField]:
        """The name in each language."""
        return [self[name] for name in NAMES]

    def rest(self) -> list[forms.BoundField]:
        """What is the same in every language."""
        return [self[name] for name in (*DAYS, "places")]

    def address(self) -> list[forms.BoundField]:
        """What messages and posters hold."""
        return [self[name] for name in ("slug", "prefix") if name in self.fields]


class NewStop(Days):
    """A stop that does not exist yet, perhaps with all that an earlier one has."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Take over from an earlier stop"),
        queryset=Stop.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nothing: I begin with an empty stop"),
        help_text=gettext_lazy(
            "Texts, themes, partners, criteria, shares, form and messages, and workshops as "
            "drafts: everything but the days."
        ),
    )

    class Meta(Days.Meta):
        fields = ("center", *Days.Meta.fields)

    def __init__(
        self, *args: Any, centers: QuerySet[Center], stops: QuerySet[Stop], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        center = cast("forms.ModelChoiceField[Center]", self.fields["center"])
        source = cast("forms.ModelChoiceField[Stop]", self.fields["source"])
        center.queryset, source.queryset = centers, stops
        if centers.count() == 1:
            self.initial["center"], center.widget = centers.get(), forms.HiddenInput()
        source.initial = stops.first()
        for name in ("slug", "prefix", "places"):
            self.fields[name].required = False
        self.fields["slug"].help_text = _("Empty: made of the French name.")
        self.fields["prefix"].help_text = _("Two to four letters. Empty: made of the address.")
        if stops.exists():
            self.fields["places"].help_text = _(
                "Empty: as many as the stop that is taken over. An empty stop needs its number."
            )

    def clean_places(self) -> int:
        """As many as the earlier stop, where none are typed; that field was read before."""
        places = self.cleaned_data["places"]
        source: Stop | None = self.cleaned_data.get("source")
        if places is None and source is None:
            raise ValidationError(_("Please write how many places there are."), code="required")
        return int(source.places if places is None and source else places)

    def clean(self) -> dict[str, Any]:
        """Refuse a window that is over before it begins."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("closes_at") and cleaned["closes_at"] <= timezone.now():
            self.add_error("closes_at", _("This moment has passed."))
        return cleaned

    field_order = ("center", "source")


class Texts(StopForm):
    """What the public page and the receipt say, side by side in every language."""

    class Meta:
        model = Stop
        fields = tuple(f"{text}_{code}" for text in TEXTS for code in LANGUAGES)
        field_classes = dict.fromkeys(fields, WordsField)
        widgets = {
            f"{text}_{code}": forms.Textarea(attrs={"rows": 2 if text == "tagline" else 6})
            for text in TEXTS
            for code in LANGUAGES
        }

    @property
    def has_empty(self) -> bool:
        """Whether a text is written in no language, or not in all of them."""
        return not all(getattr(self.instance, name) for name in self.fields)

    def words(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each text by its name, with its fields, one a language."""
        for text in TEXTS:
            name = str(NAMES_OF[text])
            yield name[:1].upper() + name[1:], [self[f"{text}_{code}"] for code in LANGUAGES]


class Themes(StopForm):
    """What the experts help with."""

    class Meta:
        model = Stop
        fields = ("themes",)
        widgets = {"themes": forms.CheckboxSelectMultiple}


class Partners(StopForm):
    """Which institutions stand beside the stop."""

    class Meta:
        model = Stop
        fields = ("partners",)
        widgets = {"partners": forms.CheckboxSelectMultiple}


class TeamInvitation(InviteForm):
    """Somebody who is to work for the center of a stop."""

    def __init__(self, *args: Any, by: User, center: Center, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Center]", self.fields["center"])
        field.queryset = field.queryset.filter(pk=center.pk)  # type: ignore[union-attr]
        self.initial["center"] = center
        field.widget, field.required = forms.HiddenInput(), True
        role, here = cast("forms.ChoiceField", self.fields["role"]), by.may_grant()
        role.choices = [each for each in OF_A_CENTER if each[0] in here]
        self.fields["partner"].help_text = _("Only for a partner.")
        for name, label in (
            ("name", _("Name")),
            ("email", _("E-mail")),
            ("language", _("Language")),
        ):
            self.fields[name].label = label
