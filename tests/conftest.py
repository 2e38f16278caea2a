"""What every test may ask for. The servers are started by the conftest.py above."""

import gc
import ssl
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from functools import cache as cache_of_calls
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.urls import get_resolver
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from applications import cached
from core import counts, drawn_once, lately, locks, pdfs
from questionnaires import compiled_forms
from tests import crew, forms_kept, ground, lean, pdfs_kept
from tests.cast import Cast, gather, keep_cast
from tests.kept import Ground
from tests.kinds import ORDER, is_left_out, kind_of
from tests.standing import STAGE

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


# A slow machine is no fault of what is tested.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
LONGEST_PLAY = 900  # seconds for the rig, and for an engine that comes first, on a busy machine


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no file of which no test runs: to load what some of them need takes seconds."""
    return is_left_out(collection_path, config.option.markexpr) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out; the longest first, so that workers end together."""
    for item in items:
        if kind := kind_of(item):
            item.add_marker(kind)
        if kind == "rig" or item.get_closest_marker("engines"):
            item.add_marker(pytest.mark.timeout(LONGEST_PLAY))
    items.sort(key=lambda item: ORDER.index(kind_of(item)))


def pytest_collection_finish() -> None:
    """Freeze what was loaded: from here on the garbage collector need not look at it.

    It looks seldom: a test makes more new things at once than it was made for.
    """
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say whether the cast is asked for, before the transaction of the test begins."""
    if stage := item.config.stash.get(STAGE, None):
        stage.wanted = "cast" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    own_files: None,  # noqa: ARG001  pytest's way to ask for a fixture
    django_test_environment: None,  # noqa: ARG001
    django_db_modify_db_settings: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """A database of this worker's own; a test with transactions of its own leaves it as it was."""
    with django_db_blocker.unblock(), ground.cloned():
        there = Ground()
        stage = keep_cast()
        request.config.stash[STAGE] = stage
        with (
            django_db_blocker.block(),
            stage.open(),
            patch.object(TransactionTestCase, "_fixture_teardown", there.put_back),
            patch.object(TransactionTestCase, "_should_reload_connections", a_line_is_doubtful),
        ):
            yield
        crew.go()


def a_line_is_doubtful(_case: TransactionTestCase) -> bool:
    """Whether the next test needs a new one: it costs 40 ms until that knows two hundred tables."""
    return connection.errors_occurred or not connection.is_usable()


@pytest.fixture(scope="session", autouse=True)
def every_address() -> None:
    """The addresses are read once, with those of the demonstration, before a test turns it off."""
    assert get_resolver().url_patterns


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads of the tests go where nobody looks; addresses of static files are not hashed."""
    media, static = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("static")
    with override_settings(MEDIA_ROOT=media, STATIC_ROOT=static, STORAGES=PLAIN):
        yield


@pytest.fixture(scope="session", autouse=True)
def forms_made_once() -> Iterator[None]:
    """What a form is made of seldom changes between two tests; then it is not made again."""
    with patch.object(compiled_forms, "compile_form", forms_kept.compiled):
        yield


@pytest.fixture(scope="session", autouse=True)
def pdfs_read_once() -> Iterator[None]:
    """A process reads each PDF; of the same bytes it always says the same."""
    with patch.object(pdfs, "_apart", pdfs_kept.apart):
        yield


@pytest.fixture(scope="session", autouse=True)
def lean_browsers(django_test_environment: None) -> Iterator[None]:  # noqa: ARG001
    """What Django does beside each page of a test is done where somebody reads it."""
    with lean.browsers():
        yield


@pytest.fixture(scope="session", autouse=True)
def authorities_read_once() -> Iterator[None]:
    """A process reads whose certificates are believed once: it takes longer than sending."""
    with patch.object(ssl, "create_default_context", cache_of_calls(ssl.create_default_context)):
        yield


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """No test reads what another one cached, nor speaks the language that another one chose."""
    yield
    translation.deactivate()
    cache.clear()
    compiled_forms.forget()
    cached.forget()
    drawn_once.forget()


@pytest.fixture(autouse=True)
def own_counts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test counts is gone with it, unless it has real transactions, whose tables are."""
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        monkeypatch.setattr(counts, "another_connection", lambda: nullcontext(connection))


@pytest.fixture(autouse=True)
def time_to_wait(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many at once nobody gives up a lock because the machine is busy; later they go."""
    if kind_of(request.node) == "races":
        monkeypatch.setattr(locks, "PATIENCE", "50s")
    else:
        crew.go()


@pytest.fixture
def one_moment() -> Iterator[None]:
    """The ten seconds for which a drawn page is kept do not end while a test runs."""
    with patch.object(lately, "monotonic", lambda: 0.0):
        yield


@pytest.fixture
def in_november() -> Iterator[None]:
    """Today is before the days of winter and spring that a test names."""
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Africa/Casablanca"))):
        yield


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences are read as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The people of the tests, and what they own."""
    return gather()
