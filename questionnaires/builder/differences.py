"""What a draft changes against the version in force, in words, and what that means for files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from programs.models import Theme
from questionnaires.builder import sentences
from questionnaires.lists import Lists
from questionnaires.models import Answered, Section, Version
from questionnaires.rules import known_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model

    from questionnaires.models import Question


@dataclass(frozen=True, slots=True)
class Change:
    """A question or page that reads otherwise than before, and how."""

    name: str
    how: list[str]


@dataclass(slots=True)
class Differences:
    """All that changes. `answered` is how many files answer the version in force."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    order: bool = False
    answered: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.order)


@dataclass(slots=True)
class Reading:
    """The questions of one version, and what their sentences are made of."""

    version: Version
    lists: Lists
    themes: Sequence[Theme]
    pages: list[Section] = field(init=False)
    questions: list[Question] = field(init=False)
    known: list[Question] = field(init=False)

    def __post_init__(self) -> None:
        pages = self.version.sections.order_by("position", "pk")
        self.pages = list(pages.prefetch_related("questions__options"))
        self.questions = [each for page in self.pages for each in page.questions.all()]
        self.known = known_before(self.version)

    def condition(self, question: Question) -> str:
        """Of whom a question is asked."""
        everybody = _("Asked of everybody.")
        return sentences.condition(question, [*self.known, *self.questions], self.lists) or (
            everybody
        )

    def weights(self, question: Question) -> str:
        """What its answers weigh."""
        lines = sentences.weights(question, self.themes, self.lists)
        return "; ".join(lines) or _("weighs nothing")

    def page_of(self, question: Question) -> str:
        """The title of its page."""
        return next((str(page) for page in self.pages if page.pk == question.section_id), "")

    def page_codes(self) -> dict[int, str]:
        """The codes of the pages."""
        return {page.pk: page.code for page in self.pages}


def in_force_before(version: Version) -> Version | None:
    """The newest published version of the same form."""
    rows = Version.objects.filter(
        questionnaire=version.questionnaire_id, published_at__isnull=False
    ).exclude(pk=version.pk)
    return rows.select_related("questionnaire").order_by("-number").first()


def differences(version: Version, before: Version | None, region: str) -> Differences:
    """What `version` changes against `before`; everything is new without one."""
    lists, themes = Lists(region), list(Theme.objects.all())
    new = Reading(version, lists, themes)
    if before is None:
        return Differences(added=[str(question) for question in new.questions])
    old = Reading(before, lists, themes)
    olds = {question.code: question for question in old.questions}
    news = {question.code: question for question in new.questions}
    found = Differences(
        added=[str(question) for code, question in news.items() if code not in olds],
        removed=[str(question) for code, question in olds.items() if code not in news],
        order=[code for code in olds if code in news] != [code for code in news if code in olds],
        answered=sum(
            model._default_manager.filter(version=before).count()  # noqa: SLF001  any room's
            for model in Answered.__subclasses__()
        ),
    )
    changes = [(str(q), [*_changes(olds[c], q, old, new)]) for c, q in news.items() if c in olds]
    changes = [*_pages(old, new), *changes]
    found.changed = [Change(name, how) for name, how in changes if how]
    return found


def _pages(old: Reading, new: Reading) -> Iterator[tuple[str, list[str]]]:
    olds = {page.code: page for page in old.pages}
    for page in new.pages:
        named = _("Page “%(page)s”") % {"page": page}
        if page.code not in olds:
            yield named, [_("new")]
        else:
            yield named, [*_texts(olds[page.code], page, ("title", "intro"))]
    codes = {page.code for page in new.pages}
    for code, page in olds.items():
        if code not in codes:
            yield _("Page “%(page)s”") % {"page": page}, [_("removed")]


def _changes(old: Question, new: Question, before: Reading, after: Reading) -> Iterator[str]:
    yield from _texts(old, new, ("label", "help_text"))
    if old.kind != new.kind:
        kinds = {"before": old.traits.label, "after": new.traits.label}
        yield _("answered by “%(after)s” instead of “%(before)s”") % kinds
    if old.required != new.required:
        yield _("must be answered now") if new.required else _("may be left out now")
    if before.page_codes()[old.section_id] != after.page_codes()[new.section_id]:
        yield _("moved to the page “%(page)s”") % {"page": after.page_of(new)}
    if (old.shown_if, old.shown_if_values) != (new.shown_if, new.shown_if_values):
        yield after.condition(new)
    yield from _answers(old, new)
    weights = before.weights(old), after.weights(new)
    if weights[0] != weights[1]:
        yield _("weights: %(after)s (before: %(before)s)") % {
            "before": weights[0],
            "after": weights[1],
        }
    if (old.bars, old.bar_anyway) != (new.bars, new.bar_anyway):
        yield sentences.bar(new, after.lists) or _("It no longer bars anybody.")
    yield from _texts(old, new, ("bar_reason",))
    if any(_clip(old, code) != _clip(new, code) for code, _name in settings.LANGUAGES):
        yield _("another recording")


def _clip(question: Question, language: str) -> str:
    return str(getattr(question, f"clip_{language}") or "")


def _answers(old: Question, new: Question) -> Iterator[str]:
    olds = {each.code: each for each in old.options.all()}
    news = {each.code: each for each in new.options.all()}
    for code, choice in news.items():
        if code not in olds:
            yield _("new answer “%(answer)s”") % {"answer": choice}
        else:
            yield from _texts(olds[code], choice, ("label", "hint"))
    for code, choice in olds.items():
        if code not in news:
            yield _("answer “%(answer)s” removed") % {"answer": choice}
    kept = [code for code in olds if code in news]
    if kept != [code for code in news if code in olds]:
        yield _("its answers stand in another order")


def _texts(old: Model, new: Model, fields: Sequence[str]) -> Iterator[str]:
    for name in fields:
        for code, language in settings.LANGUAGES:
            before, after = (getattr(row, f"{name}_{code}") or "" for row in (old, new))
            if before == after:
                continue
            names = {"language": language, "before": before, "after": after}
            if not before:
                yield _("%(language)s: “%(after)s” (new)") % names
            elif not after:
                yield _("%(language)s: “%(before)s” is gone") % names
            else:
                yield _("%(language)s: “%(before)s” becomes “%(after)s”") % names
