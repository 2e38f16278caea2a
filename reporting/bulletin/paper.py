"""The paper of a bulletin: one page, the long report, and the card to be shared, by typst.

The same sheet and hour give the same bytes, in this process and in another.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language_bidi, ngettext, override
from django.utils.translation import gettext as _

from core.language import colon
from core.typesetting import picture, readable
from core.written import counted, share
from reporting.bulletin import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reporting.bulletin.sheet import Number, Sheet, Table

DATA = Path(__file__).parent / "data"
PAGE, REPORT, CARD = DATA / "bulletin.typ", DATA / "report.typ", DATA / "card.typ"
LANGUAGES = ("ar", "fr")  # of the paper
MOST_LINES = 12  # of a table on the one page; the rest are one line there
MOST_PARTNERS = 12  # named on the one page
TYPES = {"bulletin": "application/pdf", "report": "application/pdf", "card": "image/png"}
ON_THE_CARD = ("applications", "participants", "workshops", "sessions")


def drawn(kind: str, sheet: Sheet, language: str, *, at: datetime, version: int) -> bytes:
    """One page A4 ("bulletin"), every table ("report"), both PDF/A-2a, or the picture ("card").

    `version` is 0 for a draft.
    """
    with override(language):
        if kind == "card":
            return picture(CARD, {"said": _json(_on_the_card(sheet))})
        told = {
            "said": _json(_said(sheet, version)),
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "title": f"{sheet.kind} · {sheet.stop}",
            "author": sheet.center,
        }
        return readable(REPORT if kind == "report" else PAGE, told, made_at=at)


def name_of(kind: str, slug: str, language: str) -> str:
    """What its file is called."""
    return f"{slug}-{kind}-{language}.{'png' if kind == 'card' else 'pdf'}"


def _on_the_card(sheet: Sheet) -> dict[str, Any]:
    return {
        "program": sheet.program,
        "name": sheet.stop,
        "kind": sheet.kind,
        "numbers": [_number(each) for each in sheet.numbers if each.code in ON_THE_CARD],
        "days": sheet.days,
    }


def described(sheet: Sheet) -> str:
    """What the card shows, for who does not see it; in the language of the page."""
    told = [f"{counted(each.count)} {each.label}" for each in sheet.numbers]
    return " · ".join([sheet.kind, sheet.stop, *told])


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _said(sheet: Sheet, version: int) -> dict[str, Any]:
    """All words of the paper, its numbers as they are written."""
    hour = _("Counted on %(moment)s") % {"moment": sheet.counted}
    number = _("Version %(number)s") % {"number": counted(version)}
    state = number if version else _("Draft, not published")
    return {
        "program": sheet.program,
        "stop": sheet.stop,
        "center": sheet.center,
        "days": sheet.days,
        "kind": sheet.kind,
        "numbers": [_number(each) for each in sheet.numbers],
        "tables": [_table(each) for each in sheet.tables],
        "short": [_table(each, MOST_LINES) for each in sheet.in_short],
        "funnel": _steps(sheet.funnel),
        "needs": _table(sheet.needs) if sheet.needs else None,
        "workshops": [
            [each.day, each.title, each.theme, _came(each.came)] for each in sheet.workshops
        ],
        "partners": _named(sheet.partners),
        "all_partners": list(sheet.partners),
        "follows": sheet.follows,
        "foot": f"{hour} · {state}",
        "link": sheet.link,
        "page": _("Page {page} of {pages}"),
        "colon": colon(),
        "masked": str(words.MASKED),
        "funnel_told": str(words.FUNNEL),
        "came_told": str(words.ATTENDANCE),
        "heads": {code: str(name) for code, name in words.HEADS.items()},
    }


def _named(partners: Sequence[str]) -> list[str]:
    """As many as the one page has room for, and how many more there are."""
    named, more = [*partners[:MOST_PARTNERS]], len(partners) - MOST_PARTNERS
    if more > 0:
        others = ngettext("and %(count)s more", "and %(count)s more", more)
        named.append(others % {"count": counted(more)})
    return named


def _came(people: int | None) -> str:
    return counted(people) if people is not None else str(words.HEADS["few"])


def _number(number: Number) -> dict[str, str]:
    return {"count": counted(number.count), "label": number.label, "told": number.definition}


def _steps(funnel: Sequence[Number]) -> list[dict[str, Any]]:
    longest = max((step.count for step in funnel), default=0) or 1
    return [
        {
            "label": step.label,
            "count": counted(step.count),
            "width": round(100 * step.count / longest, 1),
        }
        for step in funnel
    ]


def _table(table: Table, most: int = 0) -> dict[str, Any]:
    """A table and its bars; with `most`, the lines beyond are one more, without a bar."""
    lines = [(line.label, line.count, line.share) for line in table.lines]
    longest = max((count for _label, count, _share in lines), default=0) or 1
    widths = [round(100 * count / longest, 1) for _label, count, _share in lines]
    if most and len(lines) > most:
        beyond = lines[most - 1 :]
        label = _("The other lines")
        whole = (label, sum(each[1] for each in beyond), sum(each[2] for each in beyond))
        lines, widths = [*lines[: most - 1], whole], [*widths[: most - 1], 0.0]
    return {
        "title": table.title,
        "head": table.head,
        "unit": table.unit,
        "told": table.definition,
        "lines": [
            {
                "label": label,
                "count": counted(count),
                "share": share(part),
                "width": width,
            }
            for (label, count, part), width in zip(lines, widths, strict=True)
        ],
    }
