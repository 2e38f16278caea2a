"""What somebody typed who looks for a person or a file, as PostgreSQL is asked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError

from people.names import ARTICLES, SIGNS, fold, kept_email, skeleton, sounds
from people.phones import to_e164

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.postgres.search import CombinedSearchQuery

EMAIL = re.compile(r"(?<!\S)\S*@\S*")  # begun at words alone: else a long one takes seconds
NUMBER = re.compile(r"(?<![^\W_])\d+(?:[\s./()-]+\d+)*(?![^\W_])")
REFERENCE = re.compile(r"[A-Z0-9]+-\d+")
FEW = 3  # letters
LONGEST = 200  # letters of a word: PostgreSQL refuses a query with one of 2 KB
ELIDED = ARTICLES | {"d", "qu"}  # d'argan
WHOLE, BEGUN, HEARD, NEAR = range(4)  # how a file has what was typed, the best first
Term = list[list[str]]  # one of these rows of words is to be there, whole


class Lexemes(SearchQuery):
    """A tsquery as it stands: how names sound is kept in signs that no parser knows."""

    template = "(%(expressions)s)::tsquery"


@dataclass(frozen=True)
class Wanted:
    """What somebody typed, and the ways in which a file has it, the best first.

    Whole words, words that begin so, names that sound so, names of nearly the same consonants.
    What is typed cannot become an operator of a query. Empty queries are None.
    """

    words: str

    @property
    def phone(self) -> str:
        """The whole number that was typed, as E.164; empty when it is none."""
        try:
            return to_e164(self.words)
        except ValidationError:
            return ""

    @property
    def number(self) -> str:
        """The whole file number that was typed; empty when it is none."""
        folded = fold(self.words).upper()
        return folded if REFERENCE.fullmatch(folded) else ""

    @property
    def whole(self) -> SearchQuery | None:
        """Every word as it was typed."""
        return self._spelled("")

    @property
    def begun(self) -> SearchQuery | None:
        """Words that begin as those that were typed."""
        return self._spelled(":*")

    @property
    def heard(self) -> Lexemes | None:
        """Names that sound as those that were typed, in either alphabet; numbers begun."""
        return self._named("=", self.sounds)

    @property
    def near(self) -> Lexemes | None:
        """Names of nearly the same consonants; a few letters are too few."""
        bare = [each for sound in self.sounds if (each := skeleton(sound))]
        return self._named("~", bare) if len("".join(bare)) >= FEW else None

    @cached_property
    def by_way(self) -> dict[int, SearchQuery]:
        """What PostgreSQL is asked for each way, the best first."""
        queries = {WHOLE: self.whole, BEGUN: self.begun, HEARD: self.heard, NEAR: self.near}
        return {way: query for way, query in queries.items() if query}

    @property
    def any(self) -> SearchQuery | CombinedSearchQuery | None:
        """Any of these ways but the last, which is too vague for a list."""
        begun, heard = self.begun, self.heard
        return begun | heard if begun and heard else begun

    @cached_property
    def sounds(self) -> list[str]:
        """How the words sound that are neither numbers nor addresses."""
        return sounds(NUMBER.sub(" ", EMAIL.sub(" ", self.words)))

    @cached_property
    def _exact_terms(self) -> list[Term]:
        """E-mails and numbers, for which no sound is right."""
        folded = fold(self.words)
        emails = [[[kept_email(email)]] for email in EMAIL.findall(folded)]
        numbers = [_number(run) for run in NUMBER.findall(EMAIL.sub(" ", folded))]
        return [term for term in [*emails, *numbers] if term[0][0]]

    @cached_property
    def _terms(self) -> list[Term]:
        rest = NUMBER.sub(" ", EMAIL.sub(" ", fold(self.words)))
        terms = [term for chunk in rest.split() for term in _words(chunk)]
        named = [term for term in terms if term[0][0] not in ARTICLES]
        return [*(named or terms), *self._exact_terms]

    def _named(self, mark: str, kept: Sequence[str]) -> Lexemes | None:
        """Files that have each of `kept`, as names are kept under `mark`, and the numbers typed."""
        marked = [f"'{mark}{each[:LONGEST]}'" for each in kept]
        return Lexemes(" & ".join([*marked, *_each(self._exact_terms, ":*")])) if kept else None

    def _spelled(self, mark: str) -> SearchQuery | None:
        raw = " & ".join(_each(self._terms, mark))
        return SearchQuery(raw, config="simple", search_type="raw") if raw else None


def _words(chunk: str) -> list[Term]:
    """What was typed without a space: its words, and where an apostrophe parts them, joined too."""
    joined = SIGNS.sub(" ", chunk.replace("'", "")).split()
    apart = SIGNS.sub(" ", chunk).split()
    if joined == apart:
        return [[[word]] for word in apart]
    named = [word for word in apart if word not in ELIDED]
    return [[way for way in (joined, named) if way]] if joined else []


def _number(run: str) -> Term:
    """The digits of `run` joined, as a telephone is kept, with its zero or without 00; or apart."""
    parts = re.findall(r"\d+", run)
    digits = "".join(parts)
    ways = [digits, f"0{digits}"] if digits[0] in "567" else [digits]
    if digits.startswith("00"):
        ways.append(digits[2:])
    abroad = [f"212{way[4:]}" for way in ways if way.startswith("2120")]  # +212 (0) 6 12 …
    joined = [[way] for way in [*ways, *abroad] if way]
    return [*joined, parts] if len(parts) > 1 else joined


def _each(terms: Iterable[Sequence[Sequence[str]]], mark: str) -> list[str]:
    """Each term in the words of PostgreSQL."""
    return ["(" + " | ".join(_way(way, mark) for way in term) + ")" for term in terms]


def _way(words: Sequence[str], mark: str) -> str:
    """Words that are to be there together; of digits written apart each is whole.

    With `06` half of all telephones begin.
    """
    apart = len(words) > 1 and all(map(str.isdigit, words))
    return " & ".join(f"'{word[:LONGEST]}'{'' if apart else mark}" for word in words)
