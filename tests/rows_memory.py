"""The rows of the doors of the caravan's memory: an earlier stop that worded a message."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.models import Lesson
from messaging.models import Wording
from programs.models import Stop
from tests.doors import Door, of_stop
from tests.rows_choosing import managers
from tests.rows_planning import center

if TYPE_CHECKING:
    from tests.cast import Cast

EARLIER = "meknes"


def earlier(stop: Stop) -> Stop:
    """A stop whose applications opened before, with words of its own."""
    found = Stop.objects.filter(slug=EARLIER).first()
    if found is None:
        found = Stop.objects.get(pk=stop.pk)
        found.pk, found.slug, found.prefix = None, EARLIER, "MK"
        found.opens_at = stop.opens_at - timedelta(days=200)
        found.starts_on = stop.starts_on - timedelta(days=196)
        found.ends_on = stop.ends_on - timedelta(days=196)
        found.state = Stop.State.FINISHED
        found.save()
    words = {f"short_{code}": "ZZW {reference}" for code in ("ar", "fr", "en")}
    Wording.objects.get_or_create(stop=found, event="receipt", defaults=words)
    return found


def proposed(_cast: Cast, stop: Stop) -> list[Any]:
    """A proposal that waits."""
    earlier(stop)
    return [stop.slug, Lesson.Kind.WORDS.value, "receipt"]


def answered(_cast: Cast, stop: Stop) -> list[Any]:
    """One that was dismissed."""
    about = {"stop": stop, "source": earlier(stop), "kind": "words", "about": "receipt"}
    row, _new = Lesson.objects.get_or_create(
        **about, defaults={"title": "Receipt", "state": Lesson.State.DISMISSED}
    )
    return [stop.slug, row.pk]


MEMORY = {
    "memory:memory": Door(get=center(), at=of_stop()),
    "memory:taking": Door(post=managers(), at=proposed),
    "memory:dismissal": Door(post=managers(), at=proposed),
    "memory:undoing": Door(post=managers(), at=answered),
}
DOORS = {"the caravan's memory": MEMORY}
