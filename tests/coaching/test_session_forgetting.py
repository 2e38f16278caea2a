"""What stays of somebody's sessions once they stop taking part: that they took place, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from coaching.models import (
    Booking,
    Report,
    ReportEvent,
    SessionOpinion,
    Step,
)
from coaching.session.forgetting import forget
from coaching.session.reporting import say
from tests.coaching.held import make_session, of_ex1

if TYPE_CHECKING:
    from tests.cast import Cast

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20) + b"data" + bytes(4)


def test_words_about_a_person_go_with_their_history_and_their_voice_notes(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    expert = of_ex1(cast)
    kept = make_session(expert, cast.stop, 1, state="held")
    other = make_session(expert, cast.stop, 2, ago=2 * (kept.ends_at - kept.starts_at) * 5)
    for booking in (kept, other):
        assert booking.participation
        sound = SimpleUploadedFile("note.wav", WAV)
        Report.objects.create(
            booking=booking, outcome="held", topics="Debts", minutes=25, voice=sound
        )
        Step.objects.create(participation=booking.participation, booking=booking, words="Pay")
    say(kept, 3, "Thanks to Nadia")
    voice = str(kept.report.voice)
    assert kept.participation
    with django_capture_on_commit_callbacks(execute=True):
        forget(Booking.objects.filter(participation=kept.participation))
    rows = list(Report.objects.order_by("pk").values_list("topics", "minutes", "outcome"))
    assert rows == [("", 25, "held"), ("Debts", 25, "held")]
    assert list(SessionOpinion.objects.values_list("face", "words")) == [(3, "")]
    assert not ReportEvent.objects.filter(topics="Debts", booking=kept.pk).exists()
    assert not default_storage.exists(voice)
    assert default_storage.exists(str(other.report.voice))
