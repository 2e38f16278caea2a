"""The demonstration, for the tests that read it."""

from collections.abc import Iterator
from io import StringIO

import pytest
import pytest_django
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[str]:  # noqa: ARG001
    """The demonstration, loaded once for all these tests; what the command said."""
    output = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)
