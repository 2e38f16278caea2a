"""What an answer or a heading may be called: its labels in three languages, its code, folded."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils import translation

from applications.models import Application
from people.names import fold
from questionnaires.writing import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from questionnaires.compiled_questions import CompiledQuestion

Asked = tuple[str, str, str, tuple[tuple[str, str], ...]]  # language, kind, code, its answers
APOSTROPHES = re.compile(r"[ʼʻʹ]")  # which count as letters
LETTERS = re.compile(r"[^\W_]+")
BRACKET = re.compile(r"\(([^()]*)\)")
EITHER = re.compile(r"\s(?:ou|or|أو)\s|\s?/\s?")
ARTICLE = re.compile(r"(?:une?|an?|les?|la|the)\s(?=\S)|l['’]", re.IGNORECASE)
DISTRICT = re.compile(
    r"(?:pr[ée]fecture|province)\s(?:de\s|d['’]|of\s)?|(?:إقليم|عمالة)\s", re.IGNORECASE
)
AGREED = frozenset({"1", "x", "yes", "y", "true", "oui", "o", "vrai", "نعم", "صحيح", "✓", "✔"})
REFUSED = frozenset({"0", "no", "n", "false", "non", "faux", "لا", "خطأ", "✗", "✘"})


@lru_cache(maxsize=4096)  # the cells of a sheet say the same few words again and again
def plain(text: str) -> str:
    """`text` folded, without signs: `plain("L’étape :")` and `plain("l'etape")` are the same."""
    folded = fold(APOSTROPHES.sub(" ", text))
    return " ".join(LETTERS.findall(folded)) or folded


def spellings(questions: Iterable[tuple[str, CompiledQuestion]]) -> Mapping[str, str]:
    """Every way to write the answers of one question, asked in several languages, to their codes.

    What would mean two answers means none, unless it is the code or the label of one.
    """
    asked = [
        (
            language,
            question.kind,
            question.code,
            tuple((code, str(label)) for code, label in question.options.items()),
        )
        for language, question in questions
    ]
    return _spellings(tuple(asked))


@lru_cache(maxsize=256)  # of questions: they are the same in each sheet of a stop
def _spellings(asked: tuple[Asked, ...]) -> Mapping[str, str]:
    sure: dict[str, str] = {}
    loose: defaultdict[str, set[str]] = defaultdict(set)
    for language, kind, question, options in asked:
        for code, label in options:
            sure[plain(label)] = sure[plain(code)] = code
            for name in _names(kind, question, code, label, language):
                loose[plain(name)].add(code)
    return {word: min(codes) for word, codes in loose.items() if len(codes) == 1 and word} | sure


def _names(kind: str, question: str, code: str, label: str, language: str) -> Iterator[str]:
    """What else the platform, or people, call an answer."""
    if kind == "yes_no":
        yield from {YES: AGREED, NO: REFUSED}.get(code, ())
    for name in (label, _of_field(question, code, language)):
        for part in (name, *EITHER.split(name)):
            yield from (part, ARTICLE.sub("", part, count=1))
            yield from (BRACKET.sub("", part), BRACKET.sub(r"\1", part))
    if kind == "province":
        yield DISTRICT.sub("", label)
        yield from (f"province {label}", f"préfecture {label}", f"إقليم {label}", f"عمالة {label}")
        yield from (f"province de {label}", f"préfecture de {label}", code.removeprefix("MA-"))


def _of_field(name: str, code: str, language: str) -> str:
    """What lists and files of the desk call the answer."""
    if name == "language" and code in dict(settings.LANGUAGES):
        return str(Locale(code).get_display_name(language) or code)
    try:
        field = Application._meta.get_field(name)  # noqa: SLF001  Django's own door
    except FieldDoesNotExist:
        return code
    with translation.override(language):
        return str(dict(getattr(field, "flatchoices", ())).get(code, code))


def heading(name: str, language: str) -> str:
    """What lists and files of the desk call a question; empty when they do not show it."""
    try:
        field = Application._meta.get_field(name)  # noqa: SLF001  Django's own door
    except FieldDoesNotExist:
        return ""
    with translation.override(language):
        return str(getattr(field, "verbose_name", ""))


def expected(texts: Iterable[str]) -> frozenset[str]:
    """The sentences of the template and their words, by which the letters of a file are judged."""
    lower = {text.casefold() for text in texts if text}
    return frozenset(lower | {word for text in lower for word in LETTERS.findall(text)})


def parts(cell: str, options: Mapping[str, str]) -> list[str]:
    """The codes of the answers in a cell that holds several; a label may itself hold a comma.

    Raises `LookupError` with the first words that are no answer.
    """
    pieces = re.split(r"([;؛|\n,،])", cell)
    codes: list[str] = []
    place = 0
    while place < len(pieces):
        ends = range(len(pieces), place, -2)
        match = next(
            (
                (end, options[word])
                for end in ends
                if (word := plain("".join(pieces[place:end]))) in options
            ),
            None,
        )
        if match:
            place = match[0] + 1
            codes.append(match[1])
        elif pieces[place].strip():
            raise LookupError(pieces[place].strip())
        else:
            place += 2
    return codes
