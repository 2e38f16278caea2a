"""Files that people send: known by their content, never by their name; a photo drawn afresh without its hidden data."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import uuid4

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from core.antivirus import Infected, NotScanned, scan

SIDE = 2000
PIXELS = {"JPEG": 80_000_000, "PNG": 12_000_000, "WEBP": 12_000_000, "HEIF": 25_000_000}
KINDS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".heic": "HEIF",
    ".heif": "HEIF",
    ".pdf": "PDF",
}
HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1"}  # as an iPhone's photo names itself
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)

register_heif_opener(thumbnails=False, decode_threads=1)


class SafeFile(NamedTuple):
    """What may be stored: bytes under a random name, and the sender's own name for people to read."""

    content: ContentFile[bytes]
    name: str
    content_type: str


def safe_file(data: bytes, name: str) -> SafeFile:
    """A photo, drawn afresh, or a PDF. Refused with code `file`, in a sentence that says what would be accepted."""
    kind = kind_of(data)
    if kind == "PDF":
        return SafeFile(ContentFile(data, f"{uuid4().hex}.pdf"), name, "application/pdf")
    if kind not in PIXELS:
        raise refusal(_("Only a photo (JPEG, PNG, WebP, HEIC) or a PDF can be received."))
    drawn = _drawn_afresh(data, kind)
    return SafeFile(ContentFile(drawn, f"{uuid4().hex}.jpg"), f"{PurePosixPath(name).stem}.jpg", "image/jpeg")


def readable_name(written: str) -> str:
    """The sender's name for the file, without folders, control or direction characters, at most 100 letters."""
    last = written.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    clean = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(" .")
    path = PurePosixPath(clean or "file")
    return f"{path.stem[:90]}{path.suffix[:9]}"


def kind_of(data: bytes) -> str:
    """What the content itself is, of the kinds we take: a photo, HEIF among them, or a PDF; empty when it is none."""
    if data.startswith(b"%PDF-"):
        return "PDF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        return "HEIF"
    try:
        extension = str(puremagic.from_string(data)).lower().replace(".jfif", ".jpg").replace(".jpe", ".jpg")
    except (puremagic.PureError, ValueError):
        return ""
    return KINDS.get(extension, "")


def refuse_infected(data: bytes) -> None:
    """Let the scanner of the house read `data`, where there is one. Refused with code `file`."""
    try:
        scan(data)
    except Infected as found:
        raise refusal(_("This file contains a virus.")) from found
    except NotScanned as missing:
        raise refusal(_("This file cannot be checked for viruses now. Please try again later.")) from missing


def refusal(sentence: str) -> ValidationError:
    """A file is refused, and why."""
    return ValidationError(sentence, code="file")


def _drawn_afresh(data: bytes, kind: str) -> bytes:
    """The photo as a new JPEG: upright, at most 2,000 pixels a side, without place, time or maker of the camera."""
    try:
        with Image.open(BytesIO(data), formats=[kind]) as photo:
            if photo.width * photo.height > PIXELS[kind]:
                raise refusal(_("This photo is too large. A photo of ordinary size is enough."))
            photo.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(photo)
            upright.thumbnail((SIDE, SIDE))
            sheet = Image.new("RGB", upright.size, "white")
            colours = upright.convert("RGBA")
            sheet.paste(colours, mask=colours)
    except UNREADABLE as unreadable:
        raise refusal(_("This photo cannot be read. Please take another one.")) from unreadable
    drawn = BytesIO()
    sheet.save(drawn, "JPEG", quality=82, optimize=True)
    return drawn.getvalue()
