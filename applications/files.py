"""A file or photo that answers a question of a candidacy."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.files import KINDS, SafeFile, kind_of, readable_name, received, refusal, safe_file

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
    name = readable_name(upload.name or "")
    kind = KINDS.get(PurePosixPath(name).suffix.lower(), "")
    if not kind or kind_of(data) != kind:
        raise refusal(_("Only a photo (JPEG, PNG, WebP, HEIC) or a PDF can be received."))
    return safe_file(data, name)
