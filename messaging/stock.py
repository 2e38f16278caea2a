"""Ready answers in a conversation: filled for its person, as far as is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.language import language_of_page
from messaging.http.links import harmless
from messaging.models import StockAnswer
from messaging.occasions import CENTER, PLACEHOLDER, STOP, Placeholder
from messaging.words import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from messaging.dossiers import Dossier
    from messaging.models import Thread
    from people.models import User

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PLACEHOLDERS = (
    Placeholder("name", _("name of the person"), "Fatima Zahra Alaoui"),
    Placeholder("file", _("file number"), "FM-0142"),
    STOP,
    CENTER,
    Placeholder("me", _("name of whoever answers"), "Amina Berrada"),
)
NAMES = frozenset(each.name for each in PLACEHOLDERS)


@dataclass(frozen=True)
class Offer:
    """A ready answer in the words of one conversation."""

    pk: int
    name: str
    language: str
    text: str


def offers(thread: Thread, *, by: User, files: Sequence[Dossier] = ()) -> list[Offer]:
    """What `by` may answer with, in the language of the person where it is written in it.

    What is not known of the person stays `{file}`, to be written out.
    """
    rows = StockAnswer.objects.usable_by(by)
    if thread.stop is not None:
        rows = rows.filter(center=thread.stop.center_id)
    language = thread.person.language if thread.person else language_of_page()
    return [_offer(row, language, _context(thread, by, files)) for row in rows]


def left_open(text: str) -> list[str]:
    """The placeholders that still stand in an answer."""
    return [name for name in PLACEHOLDER.findall(text) if name in NAMES]


def _offer(row: StockAnswer, language: str, context: Mapping[str, Mapping[str, str]]) -> Offer:
    order = [language, *LANGUAGES]
    written = next((each for each in order if getattr(row, f"body_{each}")), language)
    words = getattr(row, f"body_{written}") or ""
    known = context[written]
    return Offer(row.pk, row.name, written, fill(words, known, frozenset(known)))


def _context(thread: Thread, by: User, files: Sequence[Dossier]) -> dict[str, dict[str, str]]:
    """What is known, by language: a stop and a center are named in each."""
    name = thread.person.name if thread.person else ""
    same = {
        "name": harmless(name, typed=[name]),
        "file": files[0].reference if files else "",
        "me": by.name,
    }
    context = {}
    for language in LANGUAGES:
        with translation.override(language):
            stop = thread.stop
            spoken = {"stop": stop.name, "center": stop.center.name} if stop else {}
        context[language] = {key: value for key, value in (same | spoken).items() if value}
    return context
