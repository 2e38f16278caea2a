"""The rows of a group as HTML: a page of groups in templates costs more than finding them."""

from __future__ import annotations

from html import escape  # Django's own asks of each text whether it is a lazy one
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from core.written import ago, telephone

if TYPE_CHECKING:
    from applications.models import Application
    from programs.models import Stop
    from selection.duplicates.pairs import Group

NOTHING = "–"
DIFFERS = " data-differs"
ROW = (
    '<tr><th scope="row"><label>{tick}<span class="sr-only">{file}</span></label> '
    '<a href="{url}"><bdi dir="ltr">{file}</bdi></a></th>'
    "<td{differs[name]}><bdi>{name}</bdi></td><td{differs[phone]}>{phone}</td>"
    "<td{differs[email]}>{email}</td><td{differs[province_id]}>{province}</td>"
    "<td>{received}</td><td>{state}</td></tr>\n"
)
HIDDEN = '<input type="hidden" name="file" value="{}">'
TICK = '<input type="checkbox" name="file" value="{}" checked>'
AS_IT_IS = '<bdi dir="ltr">{}</bdi>'  # kept left-to-right in a right-to-left page


def drawn(group: Group, stop: Stop) -> SafeString:
    """The files of a group, what differs marked; those of a family can be left out by a tick."""
    at = reverse("files:list", args=[stop.slug])
    differs = {name: DIFFERS if differs else "" for name, differs in group.differs.items()}
    tick = HIDDEN if group.is_pair else TICK
    rows = (_row(file, at, differs, tick) for file in group.files)
    return mark_safe("".join(rows))  # noqa: S308  escaped


def _row(file: Application, at: str, differs: dict[str, str], tick: str) -> str:
    number = escape(str(file.reference))
    return ROW.format(
        tick=tick.format(number),
        file=number,
        url=f"{at}{number}/",
        differs=differs,
        name=escape(file.name),
        phone=AS_IT_IS.format(escape(telephone(file.phone))) if file.phone else NOTHING,
        email=AS_IT_IS.format(escape(file.email or NOTHING)),
        province=escape(str(file.province)) if file.province else NOTHING,
        received=escape(ago(file.submitted_at)),
        state=escape(str(file.get_state_display())),
    )
