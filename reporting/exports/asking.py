"""As which kind of file, with which columns; what somebody took last; a file that is begun."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core.language import language_of_page
from reporting.models import Export
from reporting.tasks import wake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from people.models import User

Groups = list[tuple[str, list[tuple[str, str]]]]
KEPT = timedelta(hours=24)
LATEST = 5
audit = logging.getLogger("microlabs.audit")


class Asking(forms.Form):
    """As which kind of file, with which of the columns."""

    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=lambda: Export.Format.choices,
        widget=forms.RadioSelect,
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,  # none ticked: all of them
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, columns: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = len(keys_of(columns))
        field = self.fields["columns"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = columns

    @classmethod
    def of(cls, user: User, rows: str, columns: Groups, posted: QueryDict | None) -> Asking:
        """The form, filled with what `user` took last of these `rows`.

        What is posted without a kind of file, as by the button of a list, means the same again.
        """
        last = _last(user, rows, keys_of(columns))
        asked = posted if posted is None or posted.get("format") else last
        form = cls(asked, initial=last.dict(), columns=columns)
        form.initial["columns"] = last.getlist("columns")
        return form

    @property
    def chosen(self) -> list[str]:
        """The ticked columns; none where all are: a question that is added later is there then."""
        ticked = self.cleaned_data["columns"]
        return [] if len(ticked) == self.many else list(ticked)

    def begin(self, user: User, rows: str, filters: dict[str, str], stops: list[int]) -> Export:
        """Have a file of this kind, with these columns, made in the background."""
        row = Export.objects.create(
            owner=user,
            rows=rows,
            filters=filters,
            stops=stops,
            columns=self.chosen,
            format=self.cleaned_data["format"],
            language=language_of_page(),
            expires_at=timezone.now() + KEPT,
        )
        audit.info("user %s asked for export %s", user.pk, row.pk)
        wake(row)
        return row


def keys_of(columns: Groups) -> list[str]:
    """The keys of columns that are grouped."""
    return [key for _group, choices in columns for key, _heading in choices]


def latest_of(user: User) -> list[Export]:
    """The files that `user` asked for last."""
    return [*Export.objects.filter(owner=user)[:LATEST]]


def _last(user: User, rows: str, known: Sequence[str]) -> MultiValueDict[str, str]:
    """The kind of file and the columns that `user` took last, of those that are `known`."""
    taken = Export.objects.filter(owner=user, rows=rows)
    kind, columns = taken.values_list("format", "columns").first() or (Export.Format.XLSX, [])
    kept = [key for key in known if key in columns]
    return MultiValueDict({"format": [kind], "columns": kept or [*known]})
