"""Counters, the files staff asked for, and what partners were shown."""

from reporting.models.cells import Cell, ExactCount
from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet
from reporting.models.marks import Fact, Folded, Mark

__all__ = [
    "Cell",
    "Count",
    "ExactCount",
    "Export",
    "ExportQuerySet",
    "Fact",
    "Folded",
    "Mark",
    "Published",
]
