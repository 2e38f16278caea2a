"""The desk of the ground."""

from programs.admin.reference import (
    CenterAdmin,
    PartnerAdmin,
    ProgramAdmin,
    ProvinceAdmin,
    RegionAdmin,
    SectorAdmin,
    ThemeAdmin,
)
from programs.admin.stops import StopAdmin

__all__ = [
    "CenterAdmin",
    "PartnerAdmin",
    "ProgramAdmin",
    "ProvinceAdmin",
    "RegionAdmin",
    "SectorAdmin",
    "StopAdmin",
    "ThemeAdmin",
]
