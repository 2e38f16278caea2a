"""What the list of a choosing is narrowed to, as its URL says, and what it can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from selection.choosing.values import side_named
from selection.gauges import DIMENSIONS, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selection.gauges import Gauges

WHICH = {
    "": _("All that were judged"),
    "open": _("Judged, nothing decided"),
    "refused": _("Every review says no"),
    "differ": _("Reviews differ"),
    "accept": _("Accept"),
    "wait": _("Waiting list"),
    "decline": _("Decline"),
    "unread": _("Judged by nobody yet"),
}


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to: a part of the work, and one side such as `area:rural`."""

    which: str = ""
    side: str = ""
    page: str = "1"

    @classmethod
    def by(cls, params: Mapping[str, str]) -> Narrowed:
        """What a URL asks for; words that name nothing are left out."""
        which, side, page = (params.get(name, "") for name in ("which", "side", "page"))
        known = side_named(side)[0] in DIMENSIONS
        return cls(
            which if which in WHICH else "",
            side if known else "",
            page if page.isdecimal() else "1",
        )

    def query(self, page: int | str) -> str:
        """The same, as the query of a URL."""
        params = {
            "which": self.which,
            "side": self.side,
            "page": str(page) if str(page) != "1" else "",
        }
        return urlencode({name: value for name, value in params.items() if value})

    def part(self, which: str) -> tuple[str, bool]:
        """The query of another part of the work among the same people, and whether it is this."""
        return replace(self, which=which, page="1").query(1), which == self.which

    @property
    def everybody(self) -> str:
        """The query of the same part, of whoever they are."""
        return replace(self, side="", page="1").here

    @property
    def called(self) -> str:
        """The name of the side; empty for everybody."""
        side = side_named(self.side)
        return labels({side}).get(side, side[1]) if self.side else ""

    @property
    def before(self) -> str:
        """What stands in a URL before one more word."""
        return f"?{self.here}&" if self.here else "?"

    @property
    def here(self) -> str:
        """The query of this page of the list."""
        return self.query(self.page)


def sides_in(gauges: Gauges, narrow: Narrowed) -> list[Any]:
    """The sides to which the list can be narrowed, those that somebody has, each with its query."""
    return [
        (
            group.label,
            [
                (each, replace(narrow, side=f"{each.dimension}:{each.value}", page="1").here)
                for each in group.gauges
            ],
        )
        for group in gauges.groups
    ]
