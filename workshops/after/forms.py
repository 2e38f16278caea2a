"""What staff add after a workshop, and what participants say of it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import LinkField, NumberField, WordsField
from people.models import Participation
from workshops.after.keeping import refuse_both
from workshops.models import AfterWords, Material, Opinion, Workshop

OF_PEOPLE = (Material.Kind.PICTURE, Material.Kind.REPLAY, Material.Kind.AUDIO)


class Adding(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One thing to take home."""

    title = WordsField(label=_("Title"), max_length=120)
    upload = forms.FileField(label=_("File (PDF, photo, sound or WEBVTT)"), required=False)
    link = LinkField(label=_("Or a link"), max_length=500, required=False)
    nobody = forms.BooleanField(label=_("No participant can be recognised on it"), required=False)
    megabytes = NumberField(
        label=_("Size in MB, where it is a link"), required=False, min_value=1, max_value=20_000
    )
    minutes = NumberField(label=_("Length in minutes"), required=False, min_value=1, max_value=600)

    class Meta:
        model = Material
        fields = (
            *("kind", "title", "language", "upload", "link", "megabytes", "minutes"),
            *("shows", "nobody"),
        )
        widgets = {"shows": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came = Participation.objects.filter(seats__workshop=workshop).distinct()
        people = cast("forms.ModelMultipleChoiceField[Participation]", self.fields["shows"])
        people.queryset = came.select_related("person", "stop")
        people.label_from_instance = lambda obj: obj.person.name  # type: ignore[method-assign]
        people.required = False
        people.help_text = _("It is shown while everybody who is named here agrees.")

    def clean(self) -> dict[str, Any]:
        """A file or a link; whoever is seen or heard on it is named, or it is said of nobody."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") in OF_PEOPLE and not (said.get("shows") or said.get("nobody")):
            sentence = _("Please name who is on it, or say that nobody can be recognised.")
            self.add_error("shows", ValidationError(sentence, code="shows"))
        refuse_both(said.get("upload"), said.get("link", ""))
        return said

    def _post_clean(self) -> None:
        """The row is checked when the file is known: see `keeping.add_file`."""


class Lines(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Five lines for whoever was not there."""

    class Meta:
        model = AfterWords
        fields = ("lines_ar", "lines_fr", "lines_en")
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 5}))


class Saying(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A face, and two questions that may stay empty."""

    used = WordsField(label=_("What will you do with it?"), max_length=300, required=False)
    missed = WordsField(label=_("What was missing?"), max_length=300, required=False)

    class Meta:
        model = Opinion
        fields = ("face", "used", "missed")
