"""Counters, and the files staff asked for."""

from reporting.models.counts import Count, Published
from reporting.models.exports import Export, ExportQuerySet

__all__ = ["Count", "Export", "ExportQuerySet", "Published"]
