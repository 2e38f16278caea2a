"""The side menu as HTML: thirty entries of a template cost a tenth of a page of the desk."""

from __future__ import annotations

from html import escape  # Django's own asks of each text whether it is a lazy one
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.written import counted
from portal.templatetags.house import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.shell import Line, Part

NONE = "<b hidden></b>"  # a script fills it once something waits
COUNT = '<b><i>{count}</i> <span class="sr-only">{waiting}</span></b>'
ENTRY = '<li><a href="{url}" data-waits="{pages}"{here}>{icon}<span>{name}</span>{count}</a>'
HERE = ' aria-current="page"'


def drawn(parts: Sequence[Part]) -> SafeString:
    """The parts, and the pages of the part that one reads."""
    return mark_safe("\n".join(map(_part, parts)))  # noqa: S308  escaped below


def waiting() -> str:
    """What is said beside a count."""
    return _("waiting")


def _part(part: Part) -> str:
    opened = part.here and len(part.lines) > 1
    here = " data-open" if opened else HERE if part.here else ""
    head = ENTRY.format(
        url=escape(part.lines[0].url),
        pages=part.pages,
        here=here,
        icon=icon(part.icon),
        name=escape(str(part.name)),
        count=_count(part.count),
    )
    pages = f"\n<ul>{''.join(map(_line, part.lines))}</ul>" if opened else ""
    return f"{head}{pages}</li>"


def _line(line: Line) -> str:
    entry = ENTRY.format(
        url=escape(line.url),
        pages=line.page,
        here=HERE if line.here else "",
        icon="",
        name=escape(str(line.name)),
        count=_count(line.count),
    )
    return f"{entry}</li>\n"


def _count(count: int) -> str:
    if not count:
        return NONE
    return COUNT.format(count=escape(counted(count)), waiting=escape(waiting()))
