"""What is asked before many files are changed: to whom, which labels, which decision and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import WordsField
from desk.models import Label
from selection.models import Criterion, Decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from programs.models import Stop


class Assigning(forms.Form):
    """Who looks after the files; nobody when it is left empty."""

    person = forms.ChoiceField(label=_("Who looks after them?"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, colleagues: Sequence[User]) -> None:
        super().__init__(data)
        self.colleagues = {str(each.pk): each for each in colleagues}
        names = [(pk, each.name) for pk, each in self.colleagues.items()]
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Nobody")), *names]

    @property
    def chosen(self) -> User | None:
        """The colleague; None for nobody."""
        return self.colleagues.get(self.cleaned_data["person"])


class LabelForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A word and a colour."""

    class Meta:
        model = Label
        fields = ("name", "colour")
        field_classes = {"name": WordsField}

    def clean_name(self) -> str:
        """Spaces around and within a name are one."""
        return " ".join(self.cleaned_data["name"].split())


class Labelled(forms.Form):
    """Which labels, and the name of a new one."""

    labels = forms.MultipleChoiceField(
        label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = WordsField(label=_("A new label"), max_length=30, required=False)
    colour = forms.ChoiceField(
        label=_("Its colour"), choices=lambda: Label.Colour.choices, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, labels: Sequence[Label]) -> None:
        super().__init__(data)
        self.known = {str(label.pk): label for label in labels}
        field = self.fields["labels"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(pk, label.name) for pk, label in self.known.items()]
        if not self.known:
            field.widget = forms.MultipleHiddenInput()

    def clean_name(self) -> str:
        """Spaces around and within a name are one."""
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        """At least one label is needed."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("labels") and not cleaned.get("name") and not self.errors:
            asked = "labels" if self.known else "name"
            self.add_error(asked, _("Please choose a label, or write a new one."))
        return cleaned

    def chosen(self, center: int) -> list[Label]:
        """The labels that were ticked, and the new one of `center`, made now if it is not there."""
        chosen = [self.known[pk] for pk in self.cleaned_data["labels"]]
        if name := self.cleaned_data["name"]:
            colour = self.cleaned_data["colour"] or Label.Colour.BLUE
            chosen.append(Label.objects.called(name, center=center, colour=colour))
        return chosen


class DecidingMany(forms.Form):
    """One decision for many files; a refusal says which criteria were missing."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    reasons = forms.MultipleChoiceField(
        label=_("Criteria that were missing"),
        help_text=_("Told to whoever is declined; without any, each is told where it is weakest."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Why, for the team"), max_length=500, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, stop: Stop) -> None:
        super().__init__(data)
        criteria = Criterion.objects.filter(stop=stop).only("code", "name")
        field = self.fields["reasons"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(each.code, each.name) for each in criteria]
