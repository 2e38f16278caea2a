"""The log tells what went wrong, and opens nobody's page."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client

from core.links import PRIVATE
from microlabs.logs import CONFIG, Discreet
from tests.cast import Cast


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the console handler of the settings would write."""
    line = CONFIG["formatters"]["line"]
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(Discreet(line["format"], style=line["style"]))
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_logged_without_its_key(written: StringIO) -> None:
    Client().get("/my/PZ3kQ0secret0key/who/")
    assert written.getvalue().split("WARNING ")[1] == "django.request Not Found: /my/…/who/\n"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", sorted(prefix for prefix, salt in PRIVATE.items() if salt))
def test_a_signed_link_is_logged_without_its_signature(
    written: StringIO, cast: Cast, prefix: str
) -> None:
    cast.client("PI").get(f"{prefix}17-PZ3kQ0secret0key/")
    assert written.getvalue().split("WARNING ")[1] == f"django.request Not Found: {prefix}…/\n"


def test_the_registry_holds_every_kind_of_private_address() -> None:
    signed = {"/messages/stop/", "/messages/wishes/", "/piece/", "/place/", "/second-look/"}
    assert PRIVATE.keys() >= {"/my/", *signed}


def test_a_refusal_is_one_line_whoever_refuses(written: StringIO, cast: Cast) -> None:
    cast.client("NS").get("/admin/applications/application/")
    cast.client("RS1").get("/admin/people/user/", {"name__startswith\nz": "a"})
    lines = [line.split(" ", 2)[2] for line in written.getvalue().splitlines()]
    assert lines == [
        "WARNING django.request Forbidden (Permission denied): /admin/applications/application/",
        (
            r"ERROR django.security.DisallowedModelAdminLookup"
            r" Filtering by name__startswith\nz not allowed"
        ),
    ]


def test_a_failure_is_logged_whole_without_the_key(written: StringIO) -> None:
    failure = ValueError("https://microlabs.example/my/PZ3kQ0secret0key/")
    words = ("Internal Server Error: %s", "/my/PZ3kQ0secret0key/who/")
    logging.getLogger("django.request").error(*words, exc_info=failure)
    assert written.getvalue().count("secret") == 0
    assert written.getvalue().splitlines()[-1] == "ValueError: https://microlabs.example/my/…/"


def test_only_our_handler_writes_the_log_of_the_web_server() -> None:
    assert CONFIG["formatters"]["line"]["class"] == "microlabs.logs.Discreet"
    assert logging.getLogger("django").handlers == []
