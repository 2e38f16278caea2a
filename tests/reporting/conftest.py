"""What tests of figures may ask for."""

import pytest

from tests.cast import Cast
from tests.reporting.world import put_in


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast, and counters of both stops."""
    put_in(cast.stop)
    put_in(cast.elsewhere, people=300, seed=2)
    return cast
