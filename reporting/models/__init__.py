"""Counters, the files staff asked for, and the bulletins."""

from reporting.models.bulletins import Bulletin, BulletinQuerySet, WhatFollows
from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet
from reporting.models.marks import Fact, Folded, Mark

__all__ = [
    "Bulletin",
    "BulletinQuerySet",
    "Count",
    "Export",
    "ExportQuerySet",
    "Fact",
    "Folded",
    "Mark",
    "Published",
    "WhatFollows",
]
