"""The slides of a workshop's meeting: pictures, drawn afresh, in the order of their names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files import received, safe_file
from meetings.models import Meeting, Slide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

MOST = 60  # slides of one meeting
LARGEST = 8 * 1024 * 1024  # bytes of one picture


class SlidesForm(forms.Form):
    """Pictures, several at once."""

    pictures = forms.FileField(
        label=gettext_lazy("Pictures of your slides, in the order of their names"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
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
        raise ValidationError(_("Please choose between 1 and %(most)s pictures.") % {"most": MOST})
    drawn = []
    for upload in sorted(uploads, key=lambda each: _in_order(each.name or "")):
        large = _("“%(name)s” is too large.") % {"name": upload.name}
        safe = safe_file(received(upload, largest=LARGEST, too_large=large), upload.name or "")
        if not safe.content_type.startswith("image/"):
            raise ValidationError(_("“%(name)s” is no picture.") % {"name": upload.name})
        drawn.append(safe)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        for old in meeting.slides.all():
            transaction.on_commit(partial(old.picture.delete, save=False))
        meeting.slides.all().delete()
        for position, safe in enumerate(drawn):
            slide = Slide(meeting=meeting, position=position)
            slide.picture.save(safe.content.name or "slide.jpg", safe.content)
        Meeting.objects.filter(pk=meeting.pk).update(slide=0)
    return len(drawn)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Slide2 stands before Slide10."""
    parts = "".join(sign if sign.isdecimal() else f"\0{sign}\0" for sign in name).split("\0")
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]
