"""What stays of a workshop: kept, shown to whom, and pictures only of those who agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.files import kept, received, refusal, safe_file, safe_recording
from core.writing import tidy
from people.models import Participation
from workshops.models import Arrival, Material, MayShow, Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from django.core.files.uploadedfile import UploadedFile

    from core.files import SafeFile

LARGEST = 40 * 1024 * 1024  # bytes: an hour of sound at 24 kbit/s is 11 MB
Kind = Material.Kind
VTT = "WEBVTT"
SOUND = (Kind.AUDIO, Kind.REPLAY)


def add_file(workshop: Workshop, upload: UploadedFile[Any], **said: Any) -> Material:
    """Keep a file of a workshop. Raises ValidationError('file') with what would be accepted."""
    large = _("This file is larger than 40 MB. Please put it elsewhere and give its link.")
    data = received(upload, largest=LARGEST, too_large=large)
    safe = _safe(said["kind"], data, upload.name or "")
    made = Material(workshop=workshop, content_type=safe.content_type, size=safe.content.size)
    for name, value in said.items():
        setattr(made, name, value)
    made.file.save(safe.content.name or "", safe.content, save=False)
    made.save()
    return made


def _safe(kind: str, data: bytes, name: str) -> SafeFile:
    if kind in SOUND:
        return safe_recording(data, name)
    if kind != Kind.CAPTIONS:
        return safe_file(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.startswith(VTT):
        raise refusal(_("Captions are a file that begins with WEBVTT (.vtt)."))
    lines = tidy(text, lines=True).encode()
    return kept(lines, ".vtt", name=name, content_type="text/vtt; charset=utf-8")


def name_people(material: Material, people: Collection[Participation]) -> None:
    """Say who is seen on a picture."""
    material.shows.set(people)
    Material.objects.filter(pk=material.pk).update(people=len(people))


def shown(workshop: Workshop) -> QuerySet[Material]:
    """What may be shown: a picture only while everybody on it agrees, and takes part."""
    unwilling = Participation.objects.filter(shown_on=OuterRef("pk")).exclude(
        may_show__given_at__isnull=False, may_show__withdrawn_at__isnull=True
    )
    named = workshop.materials.annotate(found=Count("shows")).filter(found=F("people"))
    return named.filter(~Exists(unwilling))


def willing(participation: Participation) -> bool:
    """Whether somebody agreed to be shown, and has not taken it back."""
    live = Q(given_at__isnull=False, withdrawn_at__isnull=True)
    return MayShow.objects.filter(live, participation=participation).exists()


def may_show(participation: Participation, *, agreed: bool) -> None:
    """Agree to be shown, or take it back: from then on pictures of them are gone."""
    now = timezone.now()
    values = {"given_at": now, "withdrawn_at": None} if agreed else {"withdrawn_at": now}
    MayShow.objects.update_or_create(participation=participation, defaults=values)


def was_there(seat: Seat) -> bool:
    """Whether whoever holds a seat was marked present."""
    return Arrival.objects.present().filter(seat=seat, second=False).exists()


def may_take_home(seat: Seat) -> bool:
    """Whether what stays of the workshop is for this seat: it is over, they came or kept a seat."""
    workshop = seat.workshop
    held = workshop.state == Workshop.State.PUBLISHED and workshop.has_ended
    return held and (seat.state == Seat.State.SEATED or was_there(seat))


def next_date(workshop: Workshop) -> Workshop | None:
    """The next workshop of the same series, else of the same theme, that one may still join."""
    open_ones = Workshop.objects.filter(
        stop=workshop.stop_id, state=Workshop.State.PUBLISHED, starts_at__gt=timezone.now()
    ).exclude(pk=workshop.pk)
    if workshop.series_id and (same := open_ones.filter(series=workshop.series_id).first()):
        return same
    return open_ones.filter(theme=workshop.theme_id).first()


def refuse_both(file: object, link: str) -> None:
    """Raises ValidationError('file') unless there is a file or a link, and not both."""
    if bool(file) == bool(link):
        raise ValidationError(_("Please give a file or a link, one of both."), code="file")
