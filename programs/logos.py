"""The logo of a partner: drawn afresh from any picture, small, without anything hidden in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files import kept, received
from core.later import later

if TYPE_CHECKING:
    from django.core.files.base import ContentFile
    from django.core.files.uploadedfile import UploadedFile

    from core import pictures
else:
    pictures = later("core.pictures")

LARGEST = 2 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")
PIXELS = 80_000_000
SIDE = 400


def logo_afresh(upload: UploadedFile[Any]) -> ContentFile[bytes]:
    """`upload` as a new PNG of at most 400 pixels a side.

    Raises ValidationError('logo'), or 'file' by the virus scanner.
    """
    sentence = _("Choose a picture (PNG, JPEG or WebP) of at most 2 MB.")
    data = received(upload, largest=LARGEST, too_large=sentence)
    try:
        drawn = pictures.drawn_afresh(
            data, formats=FORMATS, pixels=PIXELS, side=SIDE, transparent=True
        )
    except (pictures.TooManyPixels, pictures.Unreadable) as refusal:
        raise ValidationError(sentence, code="logo") from refusal
    return kept(drawn, ".png", name="logo.png", content_type="image/png").content
