"""Files that people send: known by content, not by name; photos drawn afresh, no hidden data."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from core.antivirus import Infected, NotScanned, scan
from core.later import later
from core.pdfs import Broken, Locked, harmless_pdf
from core.sounds import played_as

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from core import pictures
else:
    pictures = later("core.pictures")

SIDE = 2000
PIXELS = {"JPEG": 80_000_000, "PNG": 80_000_000, "WEBP": 80_000_000, "HEIF": 25_000_000}
BEGINNINGS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"%PDF-": "PDF"}
HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1"}  # as an iPhone's photo names itself
SUFFIXES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif", ".pdf"}
HEARD = {".mp3", ".m4a", ".aac", ".ogg", ".wav", ".webm"}
MARK = b"\xef\xbb\xbf"  # with which some programs begin a file that they take for text


class SafeFile(NamedTuple):
    """What may be stored: bytes under a random name, and the sender's name for people to read."""

    content: ContentFile[bytes]
    name: str
    content_type: str


def received(upload: UploadedFile[Any], *, largest: int, too_large: str) -> bytes:
    """The bytes of a form's file, scanned.

    Raises ValidationError('file'), with the sentence `too_large` beyond `largest` bytes.
    """
    if (upload.size or 0) > largest:
        raise refusal(too_large)
    data: bytes = upload.read()
    upload.seek(0)
    refuse_infected(data)
    return data


def safe_file(data: bytes, name: str) -> SafeFile:
    """A photo, drawn afresh, or a PDF.

    Raises ValidationError('file') with a sentence that says what would be accepted.
    """
    kind = kind_of(data)
    if kind == "PDF":
        content_type = "application/pdf"
        return kept(_pdf(data), ".pdf", name=_named(name, ".pdf"), content_type=content_type)
    if kind not in PIXELS:
        raise refusal(_("Only a photo (JPEG, PNG, WebP, HEIC) or a PDF can be received."))
    photo = _photo(data, kind)
    return kept(photo, ".jpg", name=_named(name, ".jpg"), content_type="image/jpeg")


def safe_recording(data: bytes, name: str) -> SafeFile:
    """A recording that browsers play. Raises ValidationError('file')."""
    played = played_as(data)
    if played is None or played.suffix not in HEARD:
        raise refusal(_("Only a recording can be received (MP3, M4A, OGG or WAV)."))
    return kept(data, played.suffix, name=readable_name(name), content_type=played.content_type)


def _named(name: str, suffix: str) -> str:
    """The sender's `name` with the ending of what is kept: a name may have none, or another's."""
    path = PurePosixPath(readable_name(name))
    return f"{path.stem if path.suffix.lower() in SUFFIXES else str(path)[:95]}{suffix}"


def kept(data: bytes, suffix: str, *, name: str, content_type: str) -> SafeFile:
    """`data` under a random name with this `suffix`, and the `name` that people read."""
    return SafeFile(ContentFile(data, f"{uuid4().hex}{suffix}"), name, content_type)


def readable_name(name: str) -> str:
    """The sender's `name` for the file, at most 100 letters.

    Without folders, control or direction characters.
    """
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    clean = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C"
    ).strip(" .")
    path = PurePosixPath(clean or "file")
    return f"{path.stem[:90]}{path.suffix[:9]}"


def kind_of(data: bytes) -> str:
    """The kind of the content: of a photo (`JPEG`, `HEIF`, …), or `PDF`; empty for any other."""
    start = data[:64].removeprefix(MARK).lstrip()
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp" and start[8:12] in HEIC:
        return "HEIF"
    return next((kind for begin, kind in BEGINNINGS.items() if start.startswith(begin)), "")


def refuse_infected(data: bytes) -> None:
    """Let the scanner, where there is one, read `data`. Raises ValidationError('file')."""
    try:
        scan(data)
    except Infected as infected:
        raise refusal(_("This file contains a virus.")) from infected
    except NotScanned as missing:
        raise refusal(
            _("This file cannot be checked for viruses now. Please try again later.")
        ) from missing


def refusal(sentence: str) -> ValidationError:
    """Why a file is refused."""
    return ValidationError(sentence, code="file")


def _pdf(data: bytes) -> bytes:
    """The PDF without what it would do by itself. Raises ValidationError('file')."""
    try:
        return harmless_pdf(data)
    except Locked as locked:
        raise refusal(
            _("This PDF needs a password. Please send one without, or a photo of the page.")
        ) from locked
    except Broken as broken:
        again = _("This PDF cannot be read. Please save it again, or send a photo of the page.")
        raise refusal(again) from broken


def _photo(data: bytes, kind: str) -> bytes:
    """The photo as a new JPEG of at most 2,000 pixels a side. Raises ValidationError('file')."""
    try:
        return pictures.drawn_afresh(data, formats=(kind,), pixels=PIXELS[kind], side=SIDE)
    except pictures.TooManyPixels as large:
        raise refusal(_("This photo is too large. A photo of ordinary size is enough.")) from large
    except pictures.Unreadable as unreadable:
        raise refusal(_("This photo cannot be read. Please take another one.")) from unreadable
