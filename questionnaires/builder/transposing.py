"""What was written at a version that is in force by now, carried over to the draft after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import number
from questionnaires.builder.lines import ORDER
from questionnaires.models import Choice, Question, Section

if TYPE_CHECKING:
    from django.http import QueryDict

    from questionnaires.models import Version


def twin(question: Question, version: Version) -> Question | None:
    """The same question in another version."""
    rows = Question.objects.filter(section__version=version, code=question.code)
    return rows.select_related("section__version").prefetch_related("options").first()


def twin_page(pk: int, version: Version) -> Section | None:
    """The same page in another version, else its first one."""
    code = Section.objects.filter(pk=pk).values_list("code", flat=True).first()
    pages = list(version.sections.order_by("position", "pk"))
    return next((page for page in pages if page.code == code), pages[0] if pages else None)


def transposed(data: QueryDict, question: Question, version: Version) -> QueryDict:
    """What was sent, with the keys of the rows in `version` in place of those of the old one."""
    sent = data.copy()
    page = twin_page(number(str(sent.get("page", ""))), version)
    sent["page"] = str(page.pk) if page else ""
    olds = dict(Choice.objects.filter(question=question).values_list("pk", "code"))
    rows = Choice.objects.filter(question__section__version=version, question__code=question.code)
    news = dict(rows.values_list("code", "pk"))
    for place in sent.getlist(ORDER):
        name = f"{ORDER}-{place}-row"
        code = olds.get(number(str(sent.get(name, ""))), "")
        sent[name] = str(news.get(code, ""))
    return sent
