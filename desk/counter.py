"""The candidacy as it is filled in at the counter: in its words, with lists instead of tiles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from questionnaires.compiled_forms import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

# The questions of the house by their codes; one that a stop adds keeps its own words.
WORDS: Mapping[str, StrOrPromise] = {
    "kind": _("Status"),
    "name": _("First and last name"),
    "gender": _("Woman or man"),
    "age_band": _("Age"),
    "phone": _("Phone"),
    "whatsapp": _("On WhatsApp"),
    "email": _("E-mail"),
    "language": _("Language"),
    "province": _("Province"),
    "locality": _("Town or douar"),
    "area": _("City or country"),
    "sector": _("Sector"),
    "activity": _("Activity"),
    "document": _("Photo or document"),
    "stage": _("Stage"),
    "registered": _("Registered"),
    "legal_form": _("Legal form"),
    "since": _("Since (year)"),
    "people": _("People at work"),
    "needs": _("Needs"),
    "question": _("Question to the experts"),
    "connection": _("Internet"),
    "video": _("Video call"),
    "hours": _("Good hours"),
}


def at_counter(form: CompiledForm) -> CompiledForm:
    """The same form, drawn for whoever fills in many; what is sent is cleaned as ever."""
    questions = {question.code: _dense(question) for question in form.questions}
    every = tuple(questions.values())
    pages = tuple(
        replace(
            page,
            questions=tuple(questions[each.code] for each in page.questions),
            all_questions=every,
        )
        for page in form.pages
    )
    return replace(form, pages=pages)


def _dense(question: CompiledQuestion) -> CompiledQuestion:
    drawing = question.drawing
    plain = tuple(replace(option, drawing="", hint="") for option in drawing.options)
    label = str(WORDS.get(question.code) or drawing.label)
    short = replace(drawing, label=label, help_text="", clip="", options=plain, dense=True)
    return replace(question, drawing=short)
