"""The stylesheet stands in the first page a browser gets, and in no later one."""

import gzip
import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.test_looks import rules

pytestmark = pytest.mark.django_db

STATIC = settings.BASE_DIR / "static"


def stylesheet(client: Client) -> tuple[bool, bool]:
    """Whether the page brings the stylesheet inside, and whether it names the file."""
    page = client.get("/").content.decode()
    return "<style nonce=" in page, '<link rel="stylesheet"' in page


def test_only_the_first_page_brings_the_stylesheet(client: Client) -> None:
    assert [stylesheet(client), stylesheet(client)] == [(True, False), (False, True)]


def test_a_new_stylesheet_is_brought_again(client: Client) -> None:
    client.cookies["look"] = "of last year"
    assert stylesheet(client) == (True, False)


def test_the_first_page_of_a_form_and_what_it_loads_are_three_requests_of_14_000_bytes(
    client: Client,
    cast: Cast,  # noqa: ARG001  who has a stop that takes candidacies
) -> None:
    page = client.get("/fes/apply/").content
    named = re.findall(rb'<(?:script|link)[^>]* (?:src|href)="/static/([^"]*)"', page)
    files = [(STATIC / name.decode()).read_bytes() for name in named]
    weight = sum(len(gzip.compress(body, 6)) for body in [page, *files])
    assert (named, weight <= 14_000) == ([b"js/house.js", b"js/candidacy.js"], True)


def test_the_styles_of_a_form_are_part_of_the_whole_stylesheet() -> None:
    """So that nothing of a form looks different from its second page on."""
    form, whole = (set(rules_of(name)) for name in ("form", "microlabs"))
    assert form - whole == set()


def rules_of(name: str) -> Iterator[str]:
    """Each selector with each of its declarations, and what it stands in; tokens aside."""
    for around, own, said in rules((STATIC / "css" / f"{name}.css").read_text()):
        for selector, line in product(own.split(","), said.split(";")):
            if "{" not in said and own != ":root":
                yield " ".join([*around, selector, line])
