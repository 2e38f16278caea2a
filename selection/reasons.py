"""Why somebody was declined, in the words of the published criteria, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation

from selection.models import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programs.models import Stop


@dataclass(frozen=True)
class Reason:
    """One criterion that was missing: what is said of it, and what to do instead (may be empty)."""

    refusal: str
    instead: str


class ReasonTexts:
    """The words of a stop's criteria; each combination is put together once in each language."""

    def __init__(self, stop: Stop) -> None:
        self.criteria = {
            criterion.code: criterion for criterion in Criterion.objects.filter(stop=stop)
        }
        self.texts: dict[tuple[str, tuple[str, ...]], str] = {}

    def of(self, codes: Iterable[str]) -> list[Reason]:
        """What is said of the criteria `codes`, in the active language, in their order."""
        wanted = set(codes)
        criteria = [criterion for code, criterion in self.criteria.items() if code in wanted]
        return [Reason(criterion.refusal or "", criterion.instead or "") for criterion in criteria]

    def text(self, codes: Iterable[str], language: str) -> str:
        """The same for a letter: a paragraph for each."""
        key = language, tuple(codes)
        if key not in self.texts:
            with translation.override(language):
                self.texts[key] = "\n".join(
                    f"– {each.refusal} {each.instead}".strip() for each in self.of(key[1])
                )
        return self.texts[key]
