"""The head of one page on the table: what was written, as it was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from questionnaires.builder.forms import PageForm
from questionnaires.builder.seen import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from questionnaires.models import Section


@dataclass(slots=True)
class PageEditing:
    """A page whose head is written; a new one has no `section`."""

    section: Section | None
    request: HttpRequest
    form: PageForm = field(init=False)
    seen: str = field(init=False)
    refused: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        data = self.request.POST if self.request.method == "POST" else None
        self.form = PageForm(data, section=self.section)
        stands = mark(self.section) if self.section else ""
        self.seen = stands if data is None else data.get("seen", "")

    @property
    def name(self) -> str:
        """What is written, in the title of the page."""
        return str(self.section) if self.section else _("A new page")

    @property
    def texts(self) -> dict[str, Mapping[str, str]]:
        """What was written, by field and language."""
        return {name: self.form.said(name) for name in self.form.texts}
