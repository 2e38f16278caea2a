"""Tests run on a PostgreSQL and a Redis of their own, started once for all workers."""

import gc
import os
from contextlib import ExitStack

import django
import pytest
from django.conf import settings

from microlabs import catalogues, embedded
from tests import ground

gc.disable()  # until the first test: nothing that is loaded is garbage
os.environ["DJANGO_SETTINGS_MODULE"] = "microlabs.settings"
os.environ["MICROLABS_MODE"] = "laptop"
os.environ["MICROLABS_SERVERS"] = "test"
os.environ["MICROLABS_DEMO"] = "1"  # its doors are watched too
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
if WORKER:
    # A worker's cache is its own. The settings have been read by now, the cache was not used yet.
    settings.CACHES["default"]["LOCATION"] = embedded.redis_url(database=2 + int(WORKER))
django.setup()  # before the tests' own conftest.py, which names our models


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers, or stop with the sentence that says what to set."""
    if not WORKER:
        stack = ExitStack()
        try:
            stack.enter_context(embedded.servers())
        except embedded.UnavailableError as refusal:
            pytest.exit(str(refusal), returncode=1)
        config.add_cleanup(stack.close)
        catalogues.compile_all()
        ground.key()  # the workers, who are started next, need not read it again
