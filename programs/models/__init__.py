"""What a stop is made of: where it happens, its themes, when it opens, who stands behind it."""

from programs.models.places import Center, Listed, Partner, Province, Region, Sector, Theme
from programs.models.stops import RESERVED_SLUGS, Program, Stop, StopQuerySet
from programs.models.taken_over import TakenOver
from programs.models.visits import Visit

__all__ = [
    "RESERVED_SLUGS",
    "Center",
    "Listed",
    "Partner",
    "Program",
    "Province",
    "Region",
    "Sector",
    "Stop",
    "StopQuerySet",
    "TakenOver",
    "Theme",
    "Visit",
]
