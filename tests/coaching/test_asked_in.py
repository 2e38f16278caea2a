"""An expert is written to in the language in which they asked to help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from coaching.hours import lives
from coaching.models import Expert
from messaging.models import Message
from tests.coaching.test_hours_lives import TEXTS, asked

if TYPE_CHECKING:
    from tests.cast import Cast


def test_whoever_asks_in_arabic_is_written_to_in_arabic_whatever_a_colleague_reads(
    cast: Cast,
) -> None:
    lives.word_charter(cast.stop.center, TEXTS)
    with translation.override("ar"):
        taken, thanked = asked(cast), asked(cast, email="other@example.org")
    with translation.override("fr"):
        lives.check(taken, by=cast["RS1"])
        lives.refuse(Expert.objects.get(pk=thanked.pk))
    written = Message.objects.filter(event__contains="expert").values_list("event", "language")
    assert sorted({*written}) == [
        ("expert_asked", "ar"),
        ("expert_checked", "ar"),
        ("expert_refused", "ar"),
    ]
