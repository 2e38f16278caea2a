"""What somebody saw when they began to write: two people at one question do not undo each other."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

from questionnaires.models import Question, Section

if TYPE_CHECKING:
    from django.db.models import Model

    from questionnaires.models import Version

LEFT_OUT = {"id", "position", "section", "version", "question", "code"}


def mark(row: Question | Section) -> str:
    """A short word that changes with whatever is written at this question or page."""
    written: list[object] = [_fields(row)]
    if isinstance(row, Question):
        written += [(each.code, _fields(each)) for each in row.options.all()]
    text = json.dumps(written, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def seal(version: Version) -> str:
    """What somebody looked at before they published: every page and question, in their order."""
    pages = Section.objects.filter(version=version).order_by("position", "pk")
    whole = [
        (page.code, mark(page), [(each.code, mark(each)) for each in page.questions.all()])
        for page in pages.prefetch_related("questions__options")
    ]
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:20]


def _fields(row: Model) -> dict[str, object]:
    names = {field.name for field in row._meta.concrete_fields} - LEFT_OUT  # noqa: SLF001
    # The plain column of a translated text says what was saved last, in whichever language.
    values = {name: vars(row).get(name) for name in names if f"{name}_ar" not in names}
    return {
        name: value if isinstance(value, dict | list | bool | int) else str(value or "")
        for name, value in values.items()
    }
