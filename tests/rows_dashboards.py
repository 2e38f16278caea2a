"""The rows of the partners' figures in the table of doors."""

from __future__ import annotations

from datetime import date
from typing import Any

from programs.models import Partner, Stop, Theme
from reporting.models import Cell
from tests.cast import Cast
from tests.doors import Door, Rule, everybody, of_stop, only

DAY, EARLIER = date(2026, 11, 1), date(2026, 10, 1)


def readers() -> Rule:
    """Partners, and who reads along; whoever has no figures to read is refused."""
    return {
        **only("", others="403"),
        **dict.fromkeys(("PI", "RS1", "NS", "SU"), "Y"),
        "RS2": "404",
    }


def released(*more: Any) -> Any:
    """Where the bank reads its figures of a stop."""

    def where(_cast: Cast, stop: Stop) -> list[Any]:
        theme = Theme.objects.get(code="financing")
        bank = Partner.objects.get(code="bank")
        bank.themes.add(theme)
        if not Cell.objects.filter(stop=stop).exists():
            totals = [
                Cell(day=day, stop=stop, theme=theme, cube="total", number=20)
                for day in (EARLIER, DAY)
            ]
            lines = [
                Cell(day=DAY, stop=stop, theme=theme, cube="kind", value=value, number=number)
                for value, number in (("micro", 15), ("project", None))
            ]
            Cell.objects.bulk_create([*totals, *lines])
        return ["bank", stop.slug, *more]

    return where


def shown_elsewhere(cast: Cast, stop: Stop) -> list[Any]:
    """The frame of the bank at a stop beside which it stands."""
    released()(cast, stop)
    stop.partners.add(Partner.objects.get(code="bank"))
    return ["bank", stop.slug]


HOME = {**readers(), "RS2": "Y"}
MANAGES = {**only("", others="403"), "RS1": "Y", "SU": "Y", "RS2": "404"}
DOORS = {
    "what partners read": {
        "dashboards:home": Door(get=HOME),
        "dashboards:tables": Door(get=readers(), at=released()),
        "dashboards:release": Door(get=readers(), at=released(DAY.isoformat())),
        "dashboards:file": Door(
            get=readers(), at=released(DAY.isoformat(), "financing", "kind", "csv")
        ),
        "dashboards:first-release": Door(post=MANAGES, at=of_stop()),
        "dashboards:embedded": Door(get=everybody(), at=shown_elsewhere),
    }
}
