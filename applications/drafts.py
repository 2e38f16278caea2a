"""A form being filled in, in few statements: begun by one, each page kept by one.

What was read is written only if it still stands so: whoever was quicker is found by the UPDATE.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import cached
from applications.models import Application
from applications.projection import columns_of, without_gaps
from applications.refusals import in_words, moved_on
from core.composed import ComposedUpdate, slot
from core.rows import insert_new
from programs.models import Stop
from questionnaires.actions import mark_answered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.db.models import QuerySet


def begun(
    stop: Stop, key: UUID, channel: str, answers: Mapping[str, Any], **columns: Any
) -> Application:
    """The candidacy with this `key` that came by `channel`; with `answers` when there is none yet.

    Raises ValidationError('key') when that key is of a candidacy which came another way.
    """
    version = cached.version_at(stop)
    if not version.answered:
        mark_answered(version.pk)
        version.answered = True
    new = Application(stop=stop, key=key, version=version, channel=channel, **columns)
    columns_of(new, answers, ground=cached.ground())
    new.answers = without_gaps(answers)
    new.search_text = new.searchable_text if answers else ""
    if insert_new(new):
        return new
    rows = Application.objects.with_stop().filter(channel=channel, entered_by=new.entered_by)
    try:
        return rows.get(stop=stop, key=key)
    except Application.DoesNotExist as strange:
        raise ValidationError(
            _("This form belongs to another application."), code="key"
        ) from strange


def holds(application: Application, answers: Mapping[str, Any]) -> bool:
    """Whether these are its answers, all of them; `None` is none."""
    return bool(application.answers == without_gaps(answers))


def kept_at_once(application: Application, answers: Mapping[str, Any]) -> bool:
    """Add `answers` to a draft of the web; whether it still stood as it was read, at an open stop.

    When it did not, `application` has to be read again.
    """
    if application.state != Application.State.DRAFT or (
        application.channel != Application.Channel.WEB
    ):
        return False
    columns = columns_of(application, answers, ground=cached.ground())
    columns["answers"] = application.answers = without_gaps({**application.answers, **answers})
    columns["search_text"] = application.searchable_text
    columns["updated_at"] = now = timezone.now()
    as_it_was = {"pk": application.pk, "updated_at": application.updated_at, "now": now}
    with in_words():
        kept = _writing(*columns).run(columns, as_it_was)
    application.updated_at = now
    return bool(kept)


@cache
def _writing(*fields: str) -> ComposedUpdate:
    """The UPDATE of a draft that stands as it was read, at a stop that is open."""

    def rows() -> QuerySet[Application]:
        return Application.objects.filter(
            pk=slot("pk"),
            state=Application.State.DRAFT,
            updated_at=slot("updated_at"),
            stop__in=Stop.objects.taking_applications(at=slot("now")),
        )

    return ComposedUpdate(rows, fields)


def write(
    application: Application,
    columns: Mapping[str, Any],
    *,
    origins: Collection[str],
    at: datetime | None = None,
) -> None:
    """One conditional UPDATE, which finds nothing when somebody else was quicker.

    Raises ValidationError('decided') then.
    """
    also = {"search_text": application.searchable_text, "updated_at": at or timezone.now()}
    written = {**columns, **also}
    if not _writing_from((*origins,), *written).run(written, {"pk": application.pk}):
        raise moved_on()


@cache
def _writing_from(origins: tuple[str, ...], *fields: str) -> ComposedUpdate:
    """The UPDATE of a candidacy that stands in one of these states."""
    return ComposedUpdate(
        lambda: Application.objects.filter(pk=slot("pk"), state__in=origins), fields
    )


def read_again(application: Application) -> None:
    """As it stands now, while nobody else may change it.

    Raises ValidationError('decided') when it was forgotten meanwhile, in another window.
    """
    try:
        application.refresh_from_db(from_queryset=Application.objects.locked())
    except Application.DoesNotExist as gone:
        raise moved_on() from gone
