"""SMS: how many parts a text is, what the gateway is told, and what its answers mean."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from core.calling import NotSent, UnknownFate
from core.sms_parts import Parts, sms_parts, sparing
from messaging.http.sms import by_sms, id_of
from tests.messaging.making import sms
from tests.messaging.providers.server import Providers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", Parts(1, 0, "GSM-7")),
        ("a" * 160, Parts(1, 160, "GSM-7")),
        ("a" * 161, Parts(2, 161, "GSM-7")),
        ("a" * 306, Parts(2, 306, "GSM-7")),
        ("a" * 307, Parts(3, 307, "GSM-7")),
        ("é" * 160, Parts(1, 160, "GSM-7")),
        ("€" * 80, Parts(1, 160, "GSM-7")),
        ("€" * 81, Parts(2, 162, "GSM-7")),
        ("€" * 153, Parts(3, 306, "GSM-7")),
        ("ê", Parts(1, 1, "UCS-2")),
        ("ا" * 70, Parts(1, 70, "UCS-2")),
        ("ا" * 71, Parts(2, 71, "UCS-2")),
        ("ا" * 134, Parts(2, 134, "UCS-2")),
        ("ا" * 135, Parts(3, 135, "UCS-2")),
        ("😀" * 35, Parts(1, 70, "UCS-2")),
        ("😀" * 67, Parts(3, 134, "UCS-2")),
    ],
)
def test_parts_are_counted_as_they_are_paid(text: str, parts: Parts) -> None:
    assert sms_parts(text) == parts


@given(st.text(alphabet="aé€{اê😀\n ", max_size=400), st.text(alphabet="aé€{اê😀\n ", max_size=40))
def test_a_longer_text_is_never_fewer_parts(text: str, more: str) -> None:
    assert sms_parts(text + more).count >= sms_parts(text).count


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Reçu : votre dossier", "Reçu : votre dossier"),
        ("Votre être reçu… " * 6, "Votre etre recu... " * 6),
        ("ê" * 70, "ê" * 70),
        ("السلام عليكم ê " * 10, "السلام عليكم ê " * 10),
    ],
)
def test_french_gives_accents_up_only_where_that_saves_a_part(text: str, left: str) -> None:
    assert sparing(text) == left


@pytest.mark.django_db
def test_the_gateway_is_told_in_its_own_words(providers: Providers, settings: Settings) -> None:
    settings.SMS_FIELDS = {"to": "to", "message": "message", "from": "", "reference": "client_ref"}
    settings.SMS_PLUS, settings.SMS_EXTRA = False, {"channel": "sms"}
    message = sms()
    assert by_sms(message) == "sms_000001"
    called = providers.truth.calls[0]
    words = {
        "to": "212699000001",
        "message": "توصلنا بطلبكم",
        "client_ref": message.echo,
        "channel": "sms",
    }
    assert called == {
        "provider": "sms",
        "words": words,
        "key": message.echo,
        "bearer": "Bearer gateway-token",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "final", "pause"),
    [
        (400, True, None),
        (422, True, None),
        (401, False, None),
        (402, False, None),
        (403, False, None),
        (404, False, None),
        (429, False, timedelta(seconds=7)),
    ],
)
def test_a_refusal_is_final_or_may_pass(
    providers: Providers,
    fault: int,
    final: bool,  # noqa: FBT001  Django calls it so
    pause: timedelta | None,
) -> None:
    providers.faults.script = [fault]
    with pytest.raises(NotSent) as refusal:
        by_sms(sms())
    assert (refusal.value.final, refusal.value.retry_after) == (final, pause)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "delivered"), [(500, 0), (503, 0), ("lose", 0), ("drop", 1), ("break", 1)]
)
def test_a_lost_answer_leaves_us_in_doubt(
    providers: Providers, fault: int | str, delivered: int
) -> None:
    providers.faults.script = [fault]
    with pytest.raises(UnknownFate):
        by_sms(sms())
    assert len(providers.truth.deliveries) == delivered


@pytest.mark.django_db
def test_a_gateway_that_knows_keys_delivers_once(providers: Providers) -> None:
    providers.gateway.keyed, providers.faults.script = True, ["drop"]
    message = sms()
    with pytest.raises(UnknownFate):
        by_sms(message)
    assert (by_sms(message), len(providers.truth.deliveries)) == ("sms_000001", 1)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"id": "a"}, "a"),
        ({"data": {"message_id": 7}}, "7"),
        ({"messages": [{"messageId": "b"}]}, "b"),
        ([{"id": "c"}], "c"),
        ({"status": "queued"}, ""),
        ({"id": ""}, ""),
        ([], ""),
    ],
)
def test_its_id_is_found_wherever_it_stands(answer: object, found: str) -> None:
    assert id_of(answer) == found
