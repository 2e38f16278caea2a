"""What one page of a form becomes once it was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from core.files import SafeFile


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of a page that was sent.

    `answers` are to be kept; `None` takes the earlier answer away. `files` may be stored. `errors`
    are sentences by question code; those under "" concern the page. `raw` is what was typed.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    files: dict[str, SafeFile] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    raw: Any = None

    def refused(self, refusal: ValidationError) -> PageResult:
        """Add the sentences of `refusal` over the page."""
        return replace(self, errors={**self.errors, "": refusal.messages})

    def without_missing(self) -> PageResult:
        """Leave out the sentences of questions to which nothing was typed."""
        errors = {
            code: sentences
            for code, sentences in self.errors.items()
            if any(self.raw.getlist(code))
        }
        return replace(self, errors=errors)


def safe_files(
    uploads: Mapping[str, UploadedFile[Any]], make_safe: Callable[[UploadedFile[Any]], SafeFile]
) -> tuple[dict[str, SafeFile], dict[str, list[str]]]:
    """Each file as it may be kept, or the sentences why not, by question code."""
    files: dict[str, SafeFile] = {}
    refused: dict[str, list[str]] = {}
    for code, upload in uploads.items():
        try:
            files[code] = make_safe(upload)
        except ValidationError as refusal:
            refused[code] = refusal.messages
    return files, refused
