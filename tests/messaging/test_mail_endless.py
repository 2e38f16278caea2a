"""A mail that is made to be read for hours is read at once: by whom it is put with, or a worker."""

from time import process_time

import pytest
from pytest_django.fixtures import Settings

from messaging.http.inbound_mail import is_for_us, said_in
from messaging.http.mail_pages import words_of_page
from messaging.http.quotation import told_apart

LETTERS = 20_000
SECONDS = 2.0  # of the processor; each of these took from a minute to days


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<?", "</", "</a ", "<![if ", "<", '<a x="', "<!DOCTYPE "],
)
def test_a_page_whose_tags_nothing_ends_is_read_at_once(piece: str) -> None:
    begun = process_time()
    said, _quoted = words_of_page("<p>Oui, je viens.</p>" + piece * (8 * LETTERS // len(piece)))
    assert (said.split("\n")[0], process_time() - begun < SECONDS) == ("Oui, je viens.", True)


def test_a_page_that_ends_what_never_began_is_read_at_once() -> None:
    begun = process_time()
    page = "Oui.<blockquote>" + "<b>" * LETTERS + "</i>" * LETTERS + "</blockquote>Non."
    assert (words_of_page(page)[0], process_time() - begun < SECONDS) == ("Oui.\nNon.", True)


def test_paragraphs_of_very_many_lines_are_read_at_once() -> None:
    begun = process_time()
    head = b"Content-Type: text/plain; format=flowed\n\n"
    said, _quoted = said_in(head + b"Oui \n" * 10 * LETTERS)
    assert (said[:7], process_time() - begun < SECONDS) == ("Oui Oui", True)


def test_parts_inside_each_other_that_would_be_read_for_minutes_are_not() -> None:
    begun = process_time()
    parts = (f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(90))
    with pytest.raises(ValueError, match="too many parts"):
        said_in("".join(parts).encode() + b"\n" * 20 * LETTERS)
    assert process_time() - begun < SECONDS


def test_words_after_a_sender_s_name_that_never_ends_are_read_at_once() -> None:
    begun = process_time()
    told_apart("Oui.\nFrom:" + " " * LETTERS * 10)
    assert process_time() - begun < SECONDS


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
