"""A PDF does nothing by itself, whichever way it came; one that does nothing stays as it is."""

import struct
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


def bomb(megabytes: int) -> bytes:
    """A PDF of 1 kB for each megabyte to which its catalog unpacks; 900 take 1 GB without limit."""
    packer, words = zlib.compressobj(9), b"2 0 <</Type /Catalog /Pages 4 0 R>>"
    packed = packer.compress(words) + packer.flush(zlib.Z_FULL_FLUSH)
    spaces = b" " * 1024 * 1024
    # One that begins anew is packed as the next: it need not be done nine hundred times.
    packed += (packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes
    total = zlib.adler32(words)
    for _each in range(megabytes):
        total = zlib.adler32(spaces, total)
    packed += b"\x03\x00" + struct.pack(">I", total)  # the end, and the sum of all that was packed
    data = b"%PDF-1.5\n"
    first = len(data)
    kind = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    data += b"1 0 obj\n<< %b /Length %d >>\nstream\n" % (kind, len(packed))
    data += packed + b"\nendstream\nendobj\n"
    places = [(0, 0, 255), (1, first, 0), (2, 1, 0), (1, len(data), 0)]
    table = b"".join(struct.pack(">BIB", *place) for place in places)
    kind = b"/Type /XRef /Size 4 /Root 2 0 R /W [1 4 1]"
    end = b"startxref\n%d\n%%%%EOF\n" % len(data)
    data += b"3 0 obj\n<< %b /Length %d >>\nstream\n%b" % (kind, len(table), table)
    return data + b"\nendstream\nendobj\n" + end


MEASURED = """
import re, runpy
try:
    runpy.run_path({cleaner!r}, run_name="__main__")
finally:
    with open("/proc/self/status") as told, open({peak!r}, "w") as kept:
        kept.write(re.search(r"VmHWM:\\s+(\\d+) kB", told.read())[1])
"""


def test_a_pdf_that_unpacks_to_a_gigabyte_ends_at_the_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The most that children ever took, which Python tells, counts this process too.
    measured, peak = tmp_path / "measured.py", tmp_path / "peak"
    measured.write_text(MEASURED.format(cleaner=str(pdfs.CLEANER), peak=str(peak)))
    monkeypatch.setattr(pdfs, "CLEANER", measured)
    with pytest.raises(Broken):
        harmless_pdf(bomb(900))
    assert 20 * 1024 < int(peak.read_text()) < 750 * 1024  # KiB


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
