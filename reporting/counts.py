"""The counters of the figures: counted anew as a whole."""

from reporting.counting.whole import build

__all__ = ["build"]
