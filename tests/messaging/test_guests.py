"""What is written to people without an account is forgotten: each occasion of them says when."""

from messaging.occasions import EVENTS


def test_every_occasion_of_people_without_an_account_says_when_it_is_forgotten() -> None:
    said = {event.code: event.guest_days for event in EVENTS.values() if event.guest_days}
    assert said == {
        "stop_opened": 7,
        **dict.fromkeys(("companion_registered", "companion_moved", "companion_over"), 30),
        **dict.fromkeys(("queue_soon", "queue_now"), 2),
        **dict.fromkeys(("expert_asked", "expert_refused"), 365),
    }
