"""The application of `make run`, which waits less for slow bodies, so that tests wait less too."""

from core import silence
from microlabs.wsgi import application

__all__ = ["application"]

silence.LONGEST = 6.5  # longer than a test that would have a place waits for one
