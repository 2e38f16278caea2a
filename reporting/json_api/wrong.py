"""What is wrong with a part of a request, in a sentence of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = _("A whole number is written with digits only.")
SAID = {  # by pydantic's kind of error; the names are those of its context
    "int_parsing": NUMBER,
    "int_parsing_size": NUMBER,
    "int_type": NUMBER,
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
    "string_pattern_mismatch": _("Letters, digits, hyphens and underscores only."),
    "string_too_long": _("At most %(max_length)s letters."),
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """Our own sentence where there is one; else pydantic's."""
    context = error.get("ctx", {})
    if "error" in context:  # of a check of ours, which pydantic begins with a word of its own
        return str(context["error"])
    said = SAID.get(error["type"])
    return str(said) % context if said else str(error["msg"])
