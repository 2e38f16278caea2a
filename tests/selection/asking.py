"""Somebody who answers the questions of a diagnosis, for the tests about it."""

from __future__ import annotations

from typing import Any

from applications.models import Application
from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.moments import paper_for, version_for
from needs.models import Diagnosis

CALM: dict[str, Any] = {  # whoever works on their own and gets along well
    "goal": "clear", "novelty": "enough", "reason": "easily",
    "customers": "many_ways", "price": "costs", "seen": "shown",
    "money": "enough", "file": "ready", "reserve": "mostly",
    "notebook": "always", "month_end": "yes", "orders": "rarely",
    "telephone": "sell", "web_page": "alive", "paid": "cash_fine",
    "registered": "yes", "permit": "nothing", "suits": "yes",
    "cover": "yes", "declaring": "on_time", "rights": "yes",
    "first": "you_choose",
}  # fmt: skip
SALES = {"customers": "looking", "price": "unsure", "seen": "not_yet", "first": "marketing"}
PAGES = (
    "idea",
    "marketing",
    "financing",
    "management",
    "digital",
    "administration",
    "social_tax",
    "wishes",
)


def answers(**changes: Any) -> dict[str, Any]:
    """All of them, with some changed."""
    return {**CALM, **changes}


def page_of(application: Application, code: str, values: dict[str, Any]) -> dict[str, Any]:
    """What the form of one page sends."""
    compiled = paper_for(application, version_for(application, "start"), "ar")
    return {
        each.code: values[each.code]
        for each in compiled.page(code).questions
        if each.code in values
    }


def answered(application: Application, moment: str = "start", **changes: Any) -> Diagnosis:
    """A diagnosis from the first page to the last."""
    begun = begin(application, moment=moment, language="ar")
    return finish(keep(begun, answers(**changes)))
