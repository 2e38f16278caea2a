"""What narrows the list, in words, each with the way to take it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.http import urlencode

from core.searches import WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desk.filters import Filters


@dataclass(frozen=True)
class Chip:
    """One filter that is set."""

    label: str
    value: str
    url: str  # of the list without it


def chips_of(
    filters: Filters, kept: Mapping[str, str], *, without: Collection[str] = ()
) -> list[Chip]:
    """A chip a filter, in the order of the form; those `without` have a place of their own."""
    chips = []
    for name, value in filters.chosen().items():
        if name in without:
            continue
        gone = WORDS if name == "q" else name
        rest = {other: text for other, text in kept.items() if other != gone}
        label, words = in_words(filters, name, value)
        chips.append(Chip(label, words, f"?{urlencode(rest)}"))
    return chips


def in_words(filters: Filters, name: str, value: str) -> tuple[str, str]:
    """A filter as people read it: the label of its field, and that of its choice."""
    field = filters.fields[name]
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(field.label), str(dict(choices).get(value, value))
