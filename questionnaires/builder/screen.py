"""The page of the builder: the form as people see it, with what is being written open in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from core.language import language_of_page
from questionnaires.builder.cards import leaves

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.http import HttpRequest, HttpResponse

    from questionnaires.builder.access import Table
    from questionnaires.builder.editing import Editing
    from questionnaires.builder.page_editing import PageEditing

UNPROCESSABLE = 422
IN = "in"


def tongue(request: HttpRequest) -> str:
    """The language in which the form is looked at: chosen by its tabs, else that of the page."""
    chosen = request.GET.get(IN, "")
    return chosen if chosen in dict(settings.LANGUAGES) else language_of_page()


def back(request: HttpRequest, table: Table, anchor: str = "") -> HttpResponse:
    """To the form, in the language of the tab, at a card."""
    response = redirect("forms:form", table.form.pk)
    response["Location"] += f"?{IN}={tongue(request)}{anchor}"
    return response


def show(
    request: HttpRequest,
    table: Table,
    *,
    editing: Editing | None = None,
    page_editing: PageEditing | None = None,
    refusal: ValidationError | None = None,
    at: str = "",
) -> HttpResponse:
    """Draw the form.

    A question or page may be open, a `refusal` stand `at` a card: `q5` is a question, `p2` a page.
    """
    language = tongue(request)
    pages = leaves(table, language)
    context: dict[str, Any] = {
        "table": table,
        "leaves": pages,
        "tongue": language,
        "editing": editing,
        "page_editing": page_editing,
        "refusal": refusal,
        "at": at,
        "preview": _preview(table, language, _shown(pages, editing, page_editing)),
        "asked": sum(len(leaf.cards) for leaf in pages),
        "moves": table.is_open and editing is None,  # one thing at a time
    }
    refused = refusal or (request.method == "POST" and not (editing and editing.wish))
    status = UNPROCESSABLE if refused else 200
    draw: Any = csp_update({"frame-src": [SELF]})(render)  # type: ignore[arg-type]  # the telephone beside it
    page: HttpResponse = draw(request, "questionnaires/builder/form.html", context, status=status)
    return page


def _shown(pages: list[Any], editing: Editing | None, page_editing: PageEditing | None) -> int:
    """The page that the preview shows: the one on which something is written, else the first."""
    section = editing.question.section_id if editing else 0
    if page_editing and page_editing.section:
        section = page_editing.section.pk
    numbers = [n for n, leaf in enumerate(pages, 1) if leaf.section.pk == section]
    return numbers[0] if numbers else 1


def _preview(table: Table, language: str, number: int) -> str:
    return f"{reverse('forms:preview', args=[table.form.pk, language])}?page={number}"
