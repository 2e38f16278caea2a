"""A mail that is made to be read for hours is read at once: by whom it is put with, or a worker."""

from time import monotonic

import pytest
from pytest_django.fixtures import Settings

from messaging.http.inbound_mail import is_for_us
from messaging.http.mail_pages import words_of_page
from messaging.http.quotation import told_apart

LETTERS = 40_000
SECONDS = 5.0  # on a machine that is busy; each of these took from a minute to days


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<?", "</", "</a ", "<![if ", "<", '<a x="', "<!DOCTYPE "],
)
def test_a_page_whose_tags_nothing_ends_is_read_at_once(piece: str) -> None:
    begun = monotonic()
    said, _quoted = words_of_page("<p>Oui, je viens.</p>" + piece * (8 * LETTERS // len(piece)))
    assert (said.split("\n")[0], monotonic() - begun < SECONDS) == ("Oui, je viens.", True)


def test_a_page_that_ends_what_never_began_is_read_at_once() -> None:
    begun = monotonic()
    page = "Oui.<blockquote>" + "<b>" * LETTERS + "</i>" * LETTERS + "</blockquote>Non."
    assert (words_of_page(page)[0], monotonic() - begun < SECONDS) == ("Oui.\nNon.", True)


def test_words_after_a_sender_s_name_that_never_ends_are_read_at_once() -> None:
    begun = monotonic()
    told_apart("Oui.\nFrom:" + " " * LETTERS * 10)
    assert monotonic() - begun < SECONDS


def test_comments_of_a_page_say_nothing_and_what_stands_between_them_does() -> None:
    page = (
        "<!DOCTYPE html><!-- <p>hidden</p> --><p>2 < 3</p><!--[if !mso]><!--><p>Oui</p>"
        "<!--<![endif]--><![if !mso]><p>Non</p><![endif]><!-- no end"
    )
    assert words_of_page(page) == ("2 < 3\n\nOui\n\nNon\n<!-- no end", "")


@pytest.mark.parametrize("addresses", ["(" * 3000 + ")" * 3000, "a:" * 3000 + ";"])
def test_addresses_inside_each_other_without_end_are_nobody_s(
    settings: Settings, addresses: str
) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"
    odd = f"To: {addresses}\n\nOui".encode()
    ours = f"X-Original-To: labs+x@example.ma\nTo: {addresses}\n\nOui".encode()
    assert (is_for_us(odd), is_for_us(ours)) == (False, True)
