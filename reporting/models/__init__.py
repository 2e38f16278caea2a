"""Counters, files, bulletins, what partners were shown, by what programs read."""

from reporting.models.alarms import Alarm
from reporting.models.bulletins import Bulletin, BulletinQuerySet, WhatFollows
from reporting.models.cells import Cell, ExactCount
from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet
from reporting.models.hooks import Delivery, Hook
from reporting.models.marks import Aside, Fact, Folded, Mark
from reporting.models.quarters import Quarter
from reporting.models.tokens import ApiToken

__all__ = [
    "Alarm",
    "ApiToken",
    "Aside",
    "Bulletin",
    "BulletinQuerySet",
    "Cell",
    "Count",
    "Delivery",
    "ExactCount",
    "Export",
    "ExportQuerySet",
    "Fact",
    "Folded",
    "Hook",
    "Mark",
    "Published",
    "Quarter",
    "WhatFollows",
]
