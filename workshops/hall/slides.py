"""The slides of a workshop's meeting: a PDF, or pictures in the order of their names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files import received, safe_file
from core.pdfs import Broken, Locked, TooManyPages, pages_of
from core.pictures import drawn_afresh
from meetings.models import Meeting, Slide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

MOST = 60  # slides of one meeting
LARGEST = 20 * 1024 * 1024  # bytes of one file
WIDE, MOST_PIXELS = 1280, 2000 * 2000  # as our own photos are drawn


class ManyFiles(forms.FileField):
    """Several files at once; what is in them is looked at when they are kept."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as they came: a field of one file would say that none had."""
        return data or initial


class SlidesForm(forms.Form):
    """Pictures, several at once."""

    pictures = ManyFiles(
        label=gettext_lazy("Your slides: a PDF, or pictures in the order of their names"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pictures"].widget.allow_multiple_selected = True
        self.fields["pictures"].widget.attrs["multiple"] = True


def keep(meeting: Meeting, uploads: Sequence[UploadedFile[Any]]) -> int:
    """Put pictures in place of the slides there were; how many. All of them, or none.

    Raises ValidationError that names the picture which is none.
    """
    if not 0 < len(uploads) <= MOST:
        raise _too_many()
    in_order = sorted(uploads, key=lambda each: _in_order(each.name or ""))
    drawn: list[bytes] = []
    for upload in in_order:
        drawn += _pictures(upload)
        if len(drawn) > MOST:
            raise _too_many()
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        for old in meeting.slides.all():
            transaction.on_commit(partial(old.picture.delete, save=False))
        meeting.slides.all().delete()
        kept = [Slide(meeting=meeting, position=position) for position in range(len(drawn))]
        for slide, picture in zip(kept, drawn, strict=True):
            slide.picture.save(f"{uuid4()}.jpg", ContentFile(picture))
        keys = [slide.pk for slide in kept]
        Meeting.objects.filter(pk=meeting.pk).update(slide=0, pictures=keys)
    return len(drawn)


def _pictures(upload: UploadedFile[Any]) -> list[bytes]:
    """The pages of a PDF, or the one picture: light enough for a telephone on a slow network."""
    large = _("“%(name)s” is too large.") % {"name": upload.name}
    safe = safe_file(received(upload, largest=LARGEST, too_large=large), upload.name or "")
    data = safe.content.read()
    if safe.content_type != "application/pdf":
        return [drawn_afresh(data, formats=("JPEG",), pixels=MOST_PIXELS, side=WIDE)]
    try:
        return pages_of(data, most=MOST)
    except TooManyPages as many:
        raise _too_many() from many
    except (Broken, Locked) as unreadable:
        refused = _("“%(name)s” cannot be read. Please save it again as PDF or as pictures.")
        raise ValidationError(refused % {"name": upload.name}) from unreadable


def _too_many() -> ValidationError:
    return ValidationError(_("Please choose your slides: no more than %(most)s.") % {"most": MOST})


def _in_order(name: str) -> list[tuple[int, str]]:
    """Slide2 stands before Slide10."""
    parts = "".join(sign if sign.isdecimal() else f"\0{sign}\0" for sign in name).split("\0")
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]
