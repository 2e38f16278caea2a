"""A file or photo that answers a question of a candidacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.files import SafeFile, received, safe_file

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["SafeFile", "make_safe"]
LARGEST = 5 * 1024 * 1024


def make_safe(upload: UploadedFile[bytes]) -> SafeFile:
    """`upload` as it may be stored.

    Raises ValidationError('file'), in a sentence that says what would be accepted.
    """
    data = received(
        upload,
        largest=LARGEST,
        too_large=_("This file is larger than 5 MB. A photo of the page is enough."),
    )
    return safe_file(data, upload.name or "")
