"""Who is given a role is told by e-mail: what they do, where, and where to sign in."""

from typing import Any

from messaging.models import Message
from people.models import User
from tests.cast import Cast

ADD = "/admin/people/membership/add/"


def invited(cast: Cast, **changes: Any) -> int:
    form = {"name": "Salma", "email": "Salma@example.org", "language": "fr", "role": "reviewer"}
    return (
        cast.client("RS1").post(ADD, form | {"center": cast.stop.center.pk} | changes).status_code
    )


def test_a_new_colleague_is_told_in_their_language(cast: Cast) -> None:
    assert invited(cast) == 302
    mail = Message.objects.get()
    center = cast.stop.center.name_fr
    assert (mail.channel, mail.address, mail.event, mail.language) == (
        "email",
        "salma@example.org",
        "invitation",
        "fr",
    )
    assert mail.subject == "Vous travaillez désormais sur Microlabs"
    assert (center in mail.body, "\nhttp://127.0.0.1:8000/account/login\n" in mail.body) == (
        True,
        True,
    )
    assert mail.person == User.objects.get(email="salma@example.org")


def test_a_refused_invitation_writes_nothing(cast: Cast) -> None:
    assert invited(cast, role="national", center="") == 200
    assert Message.objects.count() == 0


def test_each_role_is_told_once(cast: Cast) -> None:
    assert [invited(cast), invited(cast, role="expert"), invited(cast)] == [302, 302, 200]
    assert [message.context["place"] for message in Message.objects.order_by("pk")] == [
        cast.stop.center.name_fr
    ] * 2
