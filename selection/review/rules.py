"""Rules by which an answer gives points: which there are, and whether they still fit the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.language import language_of_page
from questionnaires.compiled_forms import compiled_form, current_version
from questionnaires.kinds import BEST, GIVEN, MANY
from questionnaires.models import Questionnaire
from selection.models.criteria import TOP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from programs.models import Stop
    from questionnaires.compiled_forms import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

NAMED: dict[str, StrOrPromise] = {  # where a kind of question can be read in several ways
    BEST: gettext_lazy("%(question)s (the best answer)"),
    MANY: gettext_lazy("%(question)s (how many answers)"),
}
WHO_ONE_IS = frozenset({"gender", "age_band"})  # shares of the places are for that, not points


@dataclass(frozen=True)
class Rule:
    """One way to read one question; its name in the URL and the form is `question|way`."""

    question: CompiledQuestion
    way: str

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.question.code}|{self.way}"

    @property
    def label(self) -> str:
        """The question in words, and how it is read where that could be done in two ways."""
        pattern = NAMED.get(self.way) if len(self.question.traits.scored) > 1 else None
        return str(pattern) % {"question": self.question.label} if pattern else self.question.label


def questions_of(stop: Stop) -> CompiledForm:
    """The candidacy of a stop, as it is asked now, in the language of the page."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    return compiled_form(version.pk, language_of_page())


def rules_for(questions: CompiledForm) -> dict[str, list[Rule]]:
    """Every rule that may be chosen, by the title of the page that asks the question."""
    rules_by_page = {
        page.title: [Rule(question, way) for question in page.questions for way in _ways(question)]
        for page in questions.pages
    }
    return {title: rules for title, rules in rules_by_page.items() if rules}


def rule_named(questions: CompiledForm, name: str) -> Rule | None:
    """The rule with this name; nothing when there is none."""
    every = (rule for rules in rules_for(questions).values() for rule in rules)
    return next((rule for rule in every if rule.name == name), None)


def rule_of(questions: CompiledForm, source: Mapping[str, Any]) -> Rule | None:
    """The rule that a criterion keeps; nothing when it has none or its question is gone."""
    way = next((way for way in (BEST, MANY, GIVEN) if way in source), "")
    return rule_named(questions, f"{source.get('question', '')}|{way}")


def _ways(question: CompiledQuestion) -> tuple[str, ...]:
    return () if question.code in WHO_ONE_IS else question.traits.scored


def fault(questions: CompiledForm, source: Mapping[str, Any]) -> str:
    """Say why a rule does not fit the questions that are asked now; nothing when it does."""
    if not source:
        return ""
    rule = rule_of(questions, source)
    if rule is None:
        return _("The form of this stop has no question “%(code)s” that could be read so.") % {
            "code": source.get("question", "")
        }
    if rule.way != BEST:
        return ""
    names = {"question": rule.question.label}
    strange = [code for code in source[BEST] if code not in rule.question.options]
    if strange:
        return _("“%(question)s” has no answer “%(value)s”.") % {**names, "value": strange[0]}
    forgotten = [label for code, label in rule.question.options.items() if code not in source[BEST]]
    if forgotten:
        return _("“%(question)s” also offers “%(value)s”, which has no points yet.") % {
            **names,
            "value": forgotten[0],
        }
    return ""


def in_words(questions: CompiledForm, source: Mapping[str, Any]) -> list[str]:
    """A rule as one reads it: the question first, then what gives how many points."""
    rule = rule_of(questions, source)
    if rule is None:
        return []
    lines = [rule.label]
    match rule.way:
        case "points":
            known = {
                code: label for code, label in rule.question.options.items() if code in source[BEST]
            }
            lines += [_line(label, source[BEST][code]) for code, label in known.items()]
        case "from":
            steps = sorted(source[MANY].items(), key=lambda step: int(step[0]))
            lines += [
                _line(_("From %(number)s") % {"number": least}, points) for least, points in steps
            ]
        case _:
            lines.append(_line(_("With an answer"), source[GIVEN]))
    if "otherwise" in source:
        lines.append(_line(_("Without an answer"), source["otherwise"]))
    return lines


def _line(words: str, points: int) -> str:
    return _("%(words)s: %(points)d of %(top)d") % {"words": words, "points": points, "top": TOP}
