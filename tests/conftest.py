"""What every test may ask for. The servers are started by the conftest.py above."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from django.urls import get_resolver
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from applications import cached
from messaging import holidays
from people.defaults import consent_texts
from programs import reference
from questionnaires import compiled_forms
from questionnaires.defaults import load_candidacy, load_diagnosis
from tests.cast import Cast, gather

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def put_the_ground_back(**_: object) -> None:
    """A test with transactions of its own ends by emptying every table, those of the migrations too."""
    reference.write(apps)
    for load in (load_candidacy, load_diagnosis):
        load(lambda name: apps.get_model("questionnaires", name))
    consent_texts()
    holidays.fill(apps, timezone.localdate())


post_migrate.connect(put_the_ground_back, sender=apps.get_app_config("questionnaires"))


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
def database_left_alone(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """A thread of the live server, kept by a browser's open line, may still hold the database when it is dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """No test reads what another one cached, nor speaks the language that another one chose."""
    yield
    translation.deactivate()
    cache.clear()
    compiled_forms.forget()
    cached.forget()


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences are read as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The people of the tests, and what they own."""
    return gather()
