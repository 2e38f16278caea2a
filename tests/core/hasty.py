"""The application of `make run`, which waits less for slow bodies, so that tests wait less too."""

from core import bodies, silence
from microlabs.wsgi import application

__all__ = ["application"]

# As they are related in the product: whoever waits for a place waits longer than slow bodies are
# let when somebody does, and shorter than when nobody does.
silence.LONGEST, silence.WANTED, silence.STEP = 4.0, 0.8, 0.2
bodies.PATIENCE = 2.5
