"""The rows of the table of doors for what people wish about messages, and for what staff do by hand."""

from messaging.links import NO_MORE
from messaging.links import WISHES as BY_LINK
from people.models import User
from programs.models import Stop
from tests.cast import Cast, message_to
from tests.doors import Door, Place, everybody, signed_in


def by_token(cast: Cast, _stop: Stop) -> list[str]:
    """Under the link that AP1's receipt carries."""
    return [NO_MORE.sign(str(message_to(cast.application).pk))]


def of_person(*more: str) -> Place:
    """Under the link that stands on the private page of somebody who never signed in."""

    def at(_cast: Cast, _stop: Stop) -> list[str]:
        person, _new = User.objects.get_or_create(phone="+212600000099", defaults={"name": "ZZC unproved"})
        return [BY_LINK.sign(str(person.pk)), *more]

    return at


MINE = signed_in(NM="2")
WISHES = {
    "messaging:wishes": Door(get=MINE, post=MINE, body=lambda _cast: {"language": "ar"}),
    "messaging:own_refusal": Door(post=MINE, at=lambda _cast, _stop: ["phone"]),
    "messaging:own_agreement": Door(post=MINE, at=lambda _cast, _stop: ["phone"]),
    "messaging:wishes_by_link": Door(
        get=everybody(), post=everybody(), at=of_person(), body=lambda _cast: {"language": "ar"}
    ),
    "messaging:refusal": Door(post=everybody(), at=of_person("phone")),
    "messaging:no_more": Door(get=everybody(), post=everybody(), at=by_token),
}
