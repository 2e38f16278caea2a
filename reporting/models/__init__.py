"""Counters, and the files staff asked for."""

from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet
from reporting.models.marks import Fact, Folded, Mark

__all__ = ["Count", "Export", "ExportQuerySet", "Fact", "Folded", "Mark", "Published"]
