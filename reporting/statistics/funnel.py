"""One stop, or several together: the funnel, day by day, attendance, times, needs by theme."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from programs.models import Theme
from reporting.breakdowns import NOT_GIVEN, breakdown
from reporting.populations import Population
from reporting.statistics import steps
from reporting.statistics.steps import STEPS
from reporting.statistics.tables import Line, Table, widths
from reporting.statistics.written import Cell, Kind, cell, part
from reporting.words import VISITED, WHO, two_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.statistics.counters import Groups, Period
    from reporting.statistics.steps import Measure

P = Population
ANY_ORDER = gettext_lazy(
    "A workshop, a session, an answer and financing come in any order: "
    "each is a share of those who take part. A form is also opened without the page of "
    "the stop, by a link or a poster, and may be filled in at a counter."
)
LONGEST = 800  # days that are laid out, those without anybody among them


def funnel(groups: Groups) -> Table:
    """From visits to financing: how many, of the step before, of all, and who is not there yet."""
    group = groups.by.get("", {})
    numbers = [step.number(group) or 0 for step in STEPS]
    bars = widths(numbers)
    return Table(
        code="funnel",
        title=_("From the first visit to financing"),
        head=_("Step"),
        columns=(
            _("How many"),
            _("Of the step before"),
            _("Of all applications"),
            _("Not there, or not yet"),
        ),
        lines=tuple(_line(step, group, bar) for step, bar in zip(STEPS, bars, strict=True)),
        terms=tuple((str(step.name), _meaning(step)) for step in STEPS),
        notes=(str(ANY_ORDER),),
        counted_at=groups.counted_at,
        empty="" if any(numbers) else _("Nobody has looked at the page or applied yet."),
        drawn=True,
    )


def _line(step: steps.Step, group: Mapping[str, int], bar: float) -> Line:
    number, of_all = cell(step.number(group)), _of_all(step, group)
    cells = (number, step.share(group), of_all, step.missing(group))
    return Line(step.code, str(step.name), cells, bar)


def _of_all(step: steps.Step, group: Mapping[str, int]) -> Cell:
    people = not step.is_of_pages and step.code != P.STARTED
    return part(step.number(group) if people else None, group.get(P.APPLICATIONS))


def _meaning(step: steps.Step) -> str:
    if not step.gap:
        return str(step.who)
    gap = _("Not there, or not yet: %(who)s.") % {"who": step.gap}
    return two_sentences(step.who, gap)


def days(groups: Groups, period: Period) -> Table:
    """Day by day, those without anybody among them; and all until then."""
    known = {day: group for day, group in groups.by.items() if day != NOT_GIVEN}
    until, rows = 0, []
    for day in _laid_out(known, period):
        group = known.get(day, {})
        until += group.get(P.APPLICATIONS, 0)
        visits = cell(group.get(VISITED, 0))
        rows.append((day, (visits, cell(group.get(P.APPLICATIONS, 0)), cell(until))))
    by = breakdown("day")
    return Table(
        code="days",
        title=str(by.title),
        head=str(by.head),
        columns=(_("Visits"), _("Applications"), _("Applications until then")),
        lines=tuple(Line(day, by.name(day), cells) for day, cells in rows),
        terms=(
            (_("Visits"), str(WHO[VISITED])),
            (_("Applications"), two_sentences(WHO[P.APPLICATIONS], by.how)),
        ),
        counted_at=groups.counted_at,
        empty="" if rows else _("Nobody has applied on these days."),
    )


def _laid_out(known: Mapping[str, object], period: Period) -> Sequence[str]:
    """Every day from the first to the last one known, within the period; the latest ones."""
    within = [
        date.fromisoformat(day)
        for day in known
        if (not period.first or day >= period.first.isoformat())
        and (not period.last or day <= period.last.isoformat())
    ]
    if not within:
        return []
    first, last = min(within), max(within)
    first = max(first, last - timedelta(days=LONGEST - 1))
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def attendance(groups: Groups) -> Table:
    """Who came, and who did not."""
    group = groups.by.get("", {})
    rows = [
        ("seats", _("Workshops"), P.SEATS, P.SEATS_ATTENDED),
        ("sessions", _("Sessions with experts"), P.SESSIONS, P.SESSIONS_HELD),
    ]
    lines = tuple(
        Line(code, name, _came(group.get(booked, 0), group.get(came, 0)))
        for code, name, booked, came in rows
    )
    return Table(
        code="attendance",
        title=_("Who came"),
        head=_("Support"),
        columns=(
            pgettext("figures", "Booked"),
            pgettext("figures", "Came"),
            _("Share that came"),
            _("Did not come"),
            _("Share that did not come"),
        ),
        lines=lines,
        terms=terms(steps.CAME, steps.NO_SHOW, steps.HELD, steps.MISSED),
        counted_at=groups.counted_at,
        empty=""
        if group.get(P.SEATS) or group.get(P.SESSIONS)
        else _("No workshop and no session is over yet."),
    )


def _came(booked: int, came: int) -> tuple[Cell, ...]:
    away = booked - came
    return cell(booked), cell(came), part(came, booked), cell(away), part(away, booked)


def times(groups: Groups) -> Table:
    """How long people waited, on the mean."""
    group = groups.by.get("", {})
    rows = [
        ("decision", _("From the application to its decision"), P.DECISION_HOURS, P.DECIDED, 1),
        ("answer", _("From a message to its answer"), P.ANSWER_MINUTES, P.ANSWERS, 60),
    ]
    lines = tuple(
        Line(
            code,
            name,
            (
                cell(group.get(many, 0)),
                part(group.get(sum_of, 0), group.get(many), Kind.MEAN, per),
                part(group.get(sum_of, 0), group.get(many), Kind.MEAN, per * 24),
            ),
        )
        for code, name, sum_of, many, per in rows
    )
    return Table(
        code="times",
        title=_("How long people wait"),
        head=_("Wait"),
        columns=(_("How many"), _("Mean, in hours"), _("Mean, in days")),
        lines=lines,
        terms=terms(steps.DECISION, steps.ANSWER),
        counted_at=groups.counted_at,
        empty=""
        if group.get(P.DECIDED) or group.get(P.ANSWERS)
        else _("Nothing was decided and no message answered yet."),
    )


def needs(total: Groups, by_theme: Groups) -> Table:
    """What people need, what was met, before and after, by theme."""
    measures = (steps.MET, steps.BEFORE, steps.AFTER, steps.CHANGE)
    counts = {
        P.NEEDS: _("Needs"),
        P.NEEDS_MET: pgettext("figures", "Met"),
        P.LEVELS: _("Measured twice"),
    }
    return _themes(
        total,
        by_theme,
        measures,
        counts,
        code="needs",
        title=_("Needs, before and after, by theme"),
        empty=_("No need was found yet: nobody has gone through the diagnosis."),
    )


def support(total: Groups, by_theme: Groups) -> Table:
    """Workshops and sessions, and what people said of them, by theme."""
    counts = {
        P.SEATS: _("Seats"),
        P.SEATS_ATTENDED: pgettext("figures", "Came"),
        P.SESSIONS: _("Sessions"),
        P.SESSIONS_HELD: pgettext("figures", "Held"),
        P.OPINIONS: _("Opinions"),
    }
    return _themes(
        total,
        by_theme,
        (steps.CAME, steps.HELD, steps.OPINION),
        counts,
        code="support",
        title=_("Workshops and sessions, by theme"),
        empty=_("No workshop and no session is over yet."),
    )


def _themes(
    total: Groups,
    by_theme: Groups,
    measures: Sequence[Measure],
    counts: Mapping[Population, str],
    **says: str,
) -> Table:
    names = {theme.code: str(theme) for theme in Theme.objects.all()}
    names[NOT_GIVEN] = _("Without a theme")
    first = next(iter(counts))

    def cells(group: Mapping[str, int]) -> tuple[Cell, ...]:
        counted = (cell(group.get(each, 0)) for each in counts)
        return (*counted, *(measure.value(group) for measure in measures))

    found = {code: group for code, group in by_theme.by.items() if any(map(group.get, counts))}
    order = sorted(found, key=lambda code: (code == NOT_GIVEN, -found[code].get(first, 0), code))
    drawn = widths([found[code].get(first, 0) for code in order])
    everything = total.by.get("", {})
    return Table(
        head=_("Theme"),
        columns=(*counts.values(), *(str(measure.name) for measure in measures)),
        lines=tuple(
            Line(code, names.get(code, code), cells(found[code]), width)
            for code, width in zip(order, drawn, strict=True)
        ),
        total=Line("", _("All themes"), cells(everything)),
        terms=terms(*measures),
        counted_at=by_theme.counted_at,
        drawn=True,
        code=says["code"],
        title=says["title"],
        empty="" if found else says["empty"],
    )


def terms(*measures: Measure) -> tuple[tuple[str, str], ...]:
    """What each measure is."""
    return tuple((str(measure.name), str(measure.how)) for measure in measures)
