"""The stylesheet stands in the first page a browser gets, and in no later one."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def stylesheet(client: Client) -> tuple[bool, bool]:
    """Whether the page brings the stylesheet inside, and whether it waits for the file."""
    page = client.get("/").content.decode()
    return "<style nonce=" in page, 'media="print"' not in page


def test_only_the_first_page_brings_the_stylesheet(client: Client) -> None:
    assert [stylesheet(client), stylesheet(client)] == [(True, False), (False, True)]


def test_a_new_stylesheet_is_brought_again(client: Client) -> None:
    client.cookies["look"] = "of last year"
    assert stylesheet(client) == (True, False)
