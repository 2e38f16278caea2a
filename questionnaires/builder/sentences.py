"""What stands at a question, in sentences: of whom it is asked, whom it bars, what it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.lessons import Learned
from questionnaires.kinds import PER_POINT
from questionnaires.writing import YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from programs.models import Theme
    from questionnaires.lists import Lists
    from questionnaires.models import Question

TAUGHT = {
    "empty": gettext_lazy(
        "At an earlier stop most people left this empty: leave it out, or word it another way."
    ),
    "corrected": gettext_lazy(
        "At an earlier stop this was corrected often after the sending: explain it better."
    ),
    "stops": gettext_lazy(
        "At an earlier stop many people went no further than this page: shorten what follows."
    ),
}


def taught(code: str, learned: Sequence[Learned]) -> list[str]:
    """What an earlier stop teaches of a question or a page, as the team took it over."""
    return [str(text) for sort, text in TAUGHT.items() if Learned(f"{sort}-{code}") in learned]


def named(question: Question, lists: Lists) -> dict[str, str]:
    """The answers that a question offers: code and words."""
    offers = question.traits.offers
    return {each.code: each.label for each in offers(lists, question)} if offers else {}


def one_of(words: Iterable[str]) -> str:
    """`“yes” or “no”`."""
    quoted = [_("“%(words)s”") % {"words": each} for each in words]
    if len(quoted) < len("ab"):
        return "".join(quoted)
    parts = {"first": _(", ").join(quoted[:-1]), "last": quoted[-1]}
    return _("%(first)s or %(last)s") % parts


def condition(question: Question, earlier: Sequence[Question], lists: Lists) -> str:
    """Of whom it is asked; empty when of everybody."""
    if not question.shown_if:
        return ""
    decisive = next((each for each in earlier if each.code == question.shown_if), None)
    if decisive is None:
        return _("Asked only after a question that does not stand before it.")
    answers = named(decisive, lists)
    words = [answers.get(str(value), "?") for value in question.shown_if_values]
    names = {"question": decisive.label, "answers": one_of(words)}
    return _("Asked only if “%(question)s” is %(answers)s.") % names


def bar(question: Question, lists: Lists) -> str:
    """Who may not apply because of this answer; empty when nobody."""
    rule: Mapping[str, Any] = question.bars
    if not rule:
        return ""
    if rule.get("region"):
        sentence = _("Not eligible: a province out of the stop’s region.")
    elif "answers" in rule:
        answers = named(question, lists)
        words = [answers.get(str(each), "?") for each in rule["answers"]]
        sentence = _("Not eligible: who answers %(answers)s.") % {"answers": one_of(words)}
    else:
        sentence = _bounds(rule)
    anyway = _("They may go on all the same.") if question.bar_anyway else ""
    return f"{sentence} {anyway}".strip()


def _bounds(rule: Mapping[str, Any]) -> str:
    names = {"below": rule.get("below"), "above": rule.get("above")}
    if names["above"] is None:
        return _("Not eligible: below %(below)s.") % names
    if names["below"] is None:
        return _("Not eligible: above %(above)s.") % names
    return _("Not eligible: below %(below)s or above %(above)s.") % names


def weights(question: Question, themes: Sequence[Theme], lists: Lists) -> list[str]:
    """What its answers weigh by theme, a line each: `“Credit”: Financing 2 · Digital 1`."""
    lines = [
        (each.label, in_words(each.weights, themes))
        for each in question.options.all()
        if each.weights
    ]
    if question.weights and question.traits.weighs:
        words = _("each point") if question.traits.weighs == PER_POINT else named(question, lists)
        head = words if isinstance(words, str) else words.get(YES, "")
        lines.append((head, in_words(question.weights, themes)))
    return [_("%(answer)s: %(weights)s") % {"answer": a, "weights": w} for a, w in lines if w]


def in_words(weighed: Mapping[str, Any], themes: Iterable[Theme]) -> str:
    """The weights that are not nothing, by the names of their themes."""
    return " · ".join(
        f"{theme} {weighed[theme.code]}" for theme in themes if weighed.get(theme.code)
    )
