"""The logo of a partner: whatever picture comes is drawn afresh, small, without anything hidden in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 2 * 1024 * 1024
PIXELS = 16_000_000
SIDE = 400
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def drawn_afresh(upload: UploadedFile[Any]) -> ContentFile[bytes]:
    """`upload` as a new PNG of at most 400 pixels a side. Refused with code `logo`."""
    refusal = ValidationError(_("Choose a picture (PNG, JPEG or WebP) of at most 2 MB."), code="logo")
    if (upload.size or 0) > LARGEST:
        raise refusal
    drawn = BytesIO()
    try:
        with Image.open(upload, formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > PIXELS:
                raise refusal
            small = picture.convert("RGBA")
            small.thumbnail((SIDE, SIDE))
            Image.frombytes("RGBA", small.size, small.tobytes()).save(drawn, "PNG", optimize=True)
    except UNREADABLE as unreadable:
        raise refusal from unreadable
    return ContentFile(drawn.getvalue(), f"{uuid4().hex}.png")
