"""What a sheet sends: one mark by a button, or those that a phone kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import NumberField, WordsField
from workshops.hall.arrivals import Row, Tap
from workshops.models import ArrivalState

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 500  # marks sent at once


class Marking(forms.Form):
    """One mark: whom, what, and when it was made on the phone; a button says `mark` in one."""

    key = forms.UUIDField()
    row = forms.CharField(max_length=40)
    state = forms.ChoiceField(choices=ArrivalState.choices)
    name = WordsField(
        label=gettext_lazy("Name of whoever came without a seat"), max_length=120, required=False
    )
    ago = NumberField(min_value=0, max_value=10**12, required=False)  # milliseconds

    def __init__(self, data: Mapping[str, Any]) -> None:
        row, _space, state = str(data.get("mark", "")).partition(" ")
        told = {name: data.get(name) for name in self.base_fields}
        super().__init__(told | ({"row": row, "state": state} if row else {}))

    def clean_row(self) -> Row:
        """The row that is meant."""
        return Row.read(self.cleaned_data["row"])

    @property
    def tap(self) -> Tap:
        """The mark of a valid form."""
        kept = self.cleaned_data
        ago = timedelta(milliseconds=kept["ago"] or 0)
        return Tap(kept["key"], kept["row"], kept["state"], kept["name"], ago)


def kept_marks(body: str) -> list[tuple[str, Marking]]:
    """The marks that a phone sends, each with its key. Raises ValidationError('marks')."""
    try:
        marks = json.loads(body)
    except (ValueError, RecursionError):
        marks = None
    if not isinstance(marks, list) or len(marks) > MOST:
        raise ValidationError(_("These marks cannot be read."), code="marks")
    return [(_key(mark), Marking(mark)) for mark in marks if isinstance(mark, dict)]


def _key(mark: dict[str, Any]) -> str:
    try:
        return str(UUID(str(mark.get("key"))))
    except ValueError:
        return ""
