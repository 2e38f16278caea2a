"""The demonstration, for the tests that read it."""

from collections.abc import Iterator

import pytest
import pytest_django
from django.db import transaction

from tests import kept
from tests.demo.loading import loaded
from tests.standing import STAGE


@pytest.fixture(scope="module")
def demo(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001  pytest's way to ask for a fixture
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> Iterator[str]:
    """The demonstration, for all these tests; what the command said."""
    with django_db_blocker.unblock():
        request.config.stash[STAGE].clear()
    with django_db_blocker.unblock(), transaction.atomic():
        kept.play(loaded().rows)
        yield loaded().said
        transaction.set_rollback(True)
