"""The rows of lists as HTML: forty rows of a template cost more than all else on the page."""

from __future__ import annotations

from html import escape  # Django's own asks of each text whether it is a lazy one
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from selection.models import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selection.choosing.listing import CandidateRow
    from selection.choosing.pool import Candidate

NOTHING = "–"
WAIT = Decision.Outcome.WAIT
PRESSED = ' aria-pressed="true"'
SWAP = ' hx-swap-oob="true"'
ROW = (
    '<tr id="{file}"{swap}><td><input type="checkbox" name="file" value="{seen}" '
    'aria-label="{file}"></td><th><a dir="auto" href="{before}look={file}#look">{name}</a> '
    "<small><bdi>{file}</bdi> · {what} · {where}{held}</small></th>"
    "<td{form}>{score}</td><td{differs}>{verdicts}</td><td{chosen}>{buttons}</td></tr>\n"
)
VERDICT = '<i data-v="{}">{}</i>'
BUTTON = '<button name="one" value="{outcome}:{seen}"{pressed}>{word}</button>'


PERSON = '<bdi dir="ltr">{file}</bdi> <bdi>{name}</bdi> · <bdi>{score}</bdi>'
LINE = f"<li><span>{PERSON}</span></li>\n"
PICK = (
    '<label><input type="checkbox" name="accept" value="{pk}"{checked}>'
    f"<span>{PERSON.replace('<bdi>', '<small><bdi>', 1)}</small></span></label>\n"
)


def people(candidates: Iterable[Candidate]) -> SafeString:
    """Files by name and score, a line each."""
    return mark_safe("".join(LINE.format(**_said(each)) for each in candidates))  # noqa: S308


def picks(candidates: Iterable[Candidate], *, checked: bool) -> SafeString:
    """A box for each file of a proposal."""
    box = " checked" if checked else ""
    rows = (PICK.format(pk=each.pk, checked=box, **_said(each)) for each in candidates)
    return mark_safe("".join(rows))  # noqa: S308  escaped


def _said(candidate: Candidate) -> dict[str, str]:
    return {
        "file": escape(candidate.reference),
        "name": escape(candidate.name),
        "score": floatformat(candidate.score, "-1"),
    }


def drawn(lines: Iterable[CandidateRow], before: str, *, swap: bool = False) -> SafeString:
    """The rows, each with its three decisions; `before` stands in a URL before one more word.

    With `swap` each goes to its place in a page that is there.
    """
    drawer = Drawer(escape(before), SWAP if swap else "")
    return mark_safe("".join(map(drawer.row, lines)))  # noqa: S308  escaped below


class Drawer:
    """The words that all rows have, asked for once."""

    def __init__(self, before: str, swap: str) -> None:
        self.before, self.swap = before, swap
        self.outcomes = [(value, escape(str(name))) for value, name in Decision.Outcome.choices]
        differ, held = _("They differ: please settle it."), _("held back")
        self.differs = f' title="{escape(differ)}"'
        self.held = f" · <b>{escape(held)}</b>"

    def row(self, line: CandidateRow) -> str:
        """One file."""
        return ROW.format(
            file=escape(line.reference),
            swap=self.swap,
            seen=f"{line.pk}:{line.version}",
            before=self.before,
            name=escape(line.name),
            what=escape(line.what),
            where=escape(line.where) or NOTHING,
            held=self.held if line.is_held else "",
            form="" if line.is_judged else " data-form",
            score=line.points,
            differs=self.differs if line.differs else "",
            verdicts=" ".join(VERDICT.format(value, escape(name)) for value, name in line.verdicts),
            chosen=" data-yes" if line.is_chosen and not line.outcome else "",
            buttons=self._buttons(line),
        )

    def _buttons(self, line: CandidateRow) -> str:
        """Its three decisions; that of the waiting list says a place that was written."""
        return "".join(
            BUTTON.format(
                outcome=value,
                seen=f"{line.pk}:{line.version}",
                pressed=PRESSED if value == line.outcome else "",
                word=f"{word} {line.order}" if line.order and value == WAIT else word,
            )
            for value, word in self.outcomes
        )
