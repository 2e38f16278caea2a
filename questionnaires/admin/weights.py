"""Weights by theme as staff read and set them: a number beside the name of each theme, no code."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.writing import plain
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db import models
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from questionnaires.models import Choice, Question

WEIGHTS, IN_WORDS = "weights", "weighed"


def in_words(weights: Mapping[str, Any], themes: Iterable[Theme]) -> str:
    """The weights that are not nothing, by the names of their themes: `Financing 2 · Digital 1`."""
    return " · ".join(
        f"{theme} {weights[theme.code]}" for theme in themes if weights.get(theme.code)
    )


class WeightsWidget(forms.Widget):
    """A number for each theme, folded under what is set.

    What was sent for the field itself is taken as it is.
    """

    template_name = "questionnaires/admin/weights.html"

    def __init__(self, themes: list[Theme]) -> None:
        super().__init__()
        self.themes = themes

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  forms know Django's own templates only
    ) -> SafeString:
        """The numbers, by a template of ours."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The themes with their numbers, as they were kept or typed."""
        weights = _read(value)
        return {
            **super().get_context(name, value, attrs),
            "words": in_words(weights, self.themes),
            "rows": [
                (f"{name}-{theme.code}", theme, weights.get(theme.code, ""))
                for theme in self.themes
            ],
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ARG002
        """The numbers that were typed, as one document; what is no number is left to be refused."""
        if name in data:
            return data[name]
        typed = {theme.code: data.get(f"{name}-{theme.code}", "").strip() for theme in self.themes}
        return json.dumps(
            {code: _number(text) for code, text in typed.items() if text not in {"", "0"}}
        )

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        """Never: empty numbers are a statement."""
        return False


def _read(value: Any) -> dict[str, Any]:
    try:
        document = json.loads(value or "{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _number(text: str) -> int | str:
    text = plain(text)
    return int(text) if text.removeprefix("-").isdecimal() else text


class Weighing(admin.options.BaseModelAdmin[Any]):
    """Rows with weights: set by numbers, read in words where nothing may be changed."""

    def themes(self) -> list[Theme]:
        """Every theme as it is now."""
        return list(Theme.objects.all())

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A number for each theme in place of a document."""
        if db_field.name == WEIGHTS:
            kwargs["widget"] = WeightsWidget(self.themes())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Words in place of numbers for whoever only reads."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [IN_WORDS if name == WEIGHTS else name for name in fields]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """The words are never typed."""
        return [*super().get_readonly_fields(request, obj), IN_WORDS]

    @admin.display(description=_("weight by theme"))
    def weighed(self, row: Choice | Question) -> str:
        """What it weighs."""
        return in_words(row.weights, self.themes()) or "–"


class WeighingRows(Weighing):
    """Rows with weights inside a page, which read the themes once for all of them.

    Django makes these anew for each request.
    """

    @cached_property
    def _themes(self) -> list[Theme]:
        return super().themes()

    def themes(self) -> list[Theme]:
        """Every theme, asked for once."""
        return self._themes
