"""What a door shows of a person: what they agreed to, as it stands now, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Application
from needs.models import Need
from partners.models import Referral, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import Participation
    from programs.models import Theme

PROJECT = ("activity", "question")  # answers in which somebody tells of their project
ALL = tuple(str(each) for each in Shown)


@dataclass(frozen=True)
class Line:
    """One thing that is shown: its name, and the lines of what it holds."""

    code: str
    label: str
    lines: tuple[str, ...]

    @property
    def is_phone(self) -> bool:
        """Whether it is a number to call."""
        return self.code == Shown.PHONE


def seen_of(referral: Referral) -> list[Line]:
    """What the partner of an open door reads; three statements."""
    return lines_of(referral.participation, referral.shows, referral.theme)


def lines_of(participation: Participation, codes: Iterable[str], theme: Theme | None) -> list[Line]:
    """These things of a person, the empty ones left out."""
    wanted = set(codes)
    file = (
        Application.objects.filter(participation=participation)
        .select_related("province")
        .order_by("-submitted_at")
        .first()
    )
    found = {**_of_person(participation, file), Shown.THEME: (str(theme or ""),)}
    if Shown.NEEDS in wanted:
        found[Shown.NEEDS] = _needs(file)
    told = {code: tuple(filter(None, lines)) for code, lines in found.items() if code in wanted}
    return [Line(each, str(each.label), told[each]) for each in Shown if told.get(each)]


def agreed_of(
    participation: Participation, codes: Iterable[str], theme: Theme | None
) -> list[Line]:
    """The same for the person, with what is not known yet: once it is, the partner reads it.

    What a door is for is said when it is opened, and stays so.
    """
    wanted = set(codes)
    known = {each.code: each for each in lines_of(participation, wanted, theme)}
    later = wanted - {str(Shown.THEME)}
    return [
        known.get(each) or Line(each, str(each.label), ())
        for each in Shown
        if each in known or each in later
    ]


def _of_person(
    participation: Participation, file: Application | None
) -> dict[str, tuple[str, ...]]:
    person = participation.person
    told: dict[str, tuple[str, ...]] = {
        Shown.NAME: (person.name,),
        Shown.PHONE: (person.phone or (file.phone if file else ""),),
    }
    if file is not None:
        told[Shown.KIND] = (file.get_kind_display() if file.kind else "",)
        told[Shown.PROVINCE] = (str(file.province or ""),)
        told[Shown.PROJECT] = tuple(str(file.answers.get(code) or "") for code in PROJECT)
    return told


def _needs(file: Application | None) -> tuple[str, ...]:
    live = Need.objects.filter(application=file, state__in=Need.LIVE)
    rows = live.select_related("theme").order_by("-level", "theme")
    return tuple(f"{need.theme} · {need.level}" for need in rows) if file else ()


def needs_of(participation: Participation) -> list[Theme]:
    """The themes on which somebody needs support, the greatest need first."""
    live = Need.objects.filter(
        application__participation=participation, state__in=Need.LIVE
    ).select_related("theme")
    return [need.theme for need in live.order_by("-level", "theme")]
