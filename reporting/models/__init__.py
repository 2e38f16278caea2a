"""Counters, the files staff asked for, and the bulletins."""

from reporting.models.bulletins import Bulletin, BulletinQuerySet, WhatFollows
from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet

__all__ = [
    "Bulletin",
    "BulletinQuerySet",
    "Count",
    "Export",
    "ExportQuerySet",
    "Published",
    "WhatFollows",
]
