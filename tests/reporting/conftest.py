"""What tests of figures may ask for."""

import pytest

from tests.cast import Cast
from tests.kept import once
from tests.reporting.world import put_in


@once
def counters(cast: Cast) -> None:
    """Those of both stops."""
    put_in(cast.stop)
    put_in(cast.elsewhere, people=300, seed=2)


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast, and counters of both stops."""
    counters(cast)
    return cast
