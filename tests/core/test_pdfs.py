"""A PDF does nothing by itself, whichever way it came; one that does nothing stays as it is."""

import resource
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from applications.files import make_safe
from core import pdf_cleaning, pdfs
from core.pdfs import Broken, Locked, harmless_pdf
from messaging.media import make_safe as posted
from messaging.thread_forms import Answer
from tests.pdfs import ACTIVE, BEGINS_HERE, LINKED, LOCKED, PLAN, READ_ONLY, hidden, pdf, says

KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def by_form(data: bytes) -> Any:
    return make_safe(SimpleUploadedFile("plan.pdf", data)).content.read()


def by_answer(data: bytes) -> Any:
    files: Any = MultiValueDict({"file": [SimpleUploadedFile("plan.pdf", data)]})
    form = Answer({"key": KEY, "text": ""}, files)
    if form.errors:
        raise form.errors["file"].as_data()[0]
    return form.cleaned_data["file"].content.read()


def by_message(data: bytes) -> Any:
    return posted(data).content.read()


WAYS = [by_form, by_answer, by_message]


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_that_does_nothing_stays_byte_for_byte(way: Any) -> None:
    for data in (PLAN, LINKED, BEGINS_HERE, READ_ONLY, b"\xef\xbb\xbf" + PLAN):
        assert way(data) == data


@pytest.mark.parametrize("way", WAYS)
def test_what_a_pdf_would_do_is_gone_whichever_way_it_comes(way: Any) -> None:
    data, word = ACTIVE["a script when it is opened"]
    assert (word in says(data), word in says(way(hidden(data)))) == (True, False)


@pytest.mark.parametrize("what", ACTIVE)
def test_nothing_is_left_of_what_a_pdf_would_do(what: str) -> None:
    data, word = ACTIVE[what]
    left = pdf_cleaning.cleaned(hidden(data))
    assert left is not None
    assert (word in says(data), word in says(left)) == (True, False)
    assert (says(left).count("/Type /Page\n"), pdf_cleaning.cleaned(left)) == (1, None)


def test_an_earlier_state_of_a_file_is_not_kept_with_its_script() -> None:
    data, word = ACTIVE["a script when it is opened"]
    later = data + PLAN[PLAN.index(b"1 0 obj") :]
    assert word not in harmless_pdf(later).decode("latin-1")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            LOCKED,
            "This PDF needs a password. Please send one without, or a photo of the page.",
        ),
        (
            PLAN[:150],
            "This PDF cannot be read. Please save it again, or send a photo of the page.",
        ),
        (
            b"%PDF-1.7\n" + bytes(range(256)) * 40,
            "This PDF cannot be read. Please save it again, or send a photo of the page.",
        ),
    ],
)
def test_what_cannot_be_looked_into_is_refused_in_a_sentence(
    way: Any, data: bytes, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        way(data)
    assert (refusal.value.messages, refusal.value.code) == ([sentence], "file")


def test_a_pdf_that_lost_its_end_is_mended() -> None:
    mended = harmless_pdf(PLAN[: PLAN.index(b"startxref")])
    assert says(mended).count("/Type /Page\n") == 1


def test_a_pdf_that_unpacks_to_gigabytes_ends_at_the_limit() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    bomb = zlib.compress(zlib.compress(bytes(900 * 1024 * 1024), 9), 9)
    filters = b"/Filter [/FlateDecode /FlateDecode] /Type /ObjStm /N 1 /First 4"
    body = b"%%PDF-1.5\n1 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        filters,
        len(bomb),
        bomb,
    )
    with pytest.raises(Broken):
        harmless_pdf(body + b"trailer << /Root 2 0 R /Size 3 >>\n%%EOF")
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert max(before, after) < 750 * 1024  # KiB


def test_a_pdf_that_needs_for_ever_ends_at_the_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(pdfs, "CLEANER", endless)
    monkeypatch.setattr(pdfs, "PATIENCE", 1)
    with pytest.raises(Broken):
        harmless_pdf(PLAN)


def test_the_process_that_reads_a_pdf_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    telling = tmp_path / "telling.py"
    telling.write_text("import os, sys; print(sorted(os.environ), end=''); sys.exit(10)")
    monkeypatch.setattr(pdfs, "CLEANER", telling)
    monkeypatch.setenv("MICROLABS_SECRET_KEY", "a secret")
    assert b"MICROLABS" not in harmless_pdf(PLAN)


def test_a_password_is_told_from_damage() -> None:
    with pytest.raises(Locked):
        harmless_pdf(LOCKED)
    assert harmless_pdf(pdf()) == PLAN
