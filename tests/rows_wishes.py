"""The rows of the table of doors for what people wish about messages, and for what staff do by hand."""

from messaging.links import NO_MORE
from programs.models import Stop
from tests.cast import Cast, message_to
from tests.doors import Door, everybody


def by_token(cast: Cast, _stop: Stop) -> list[str]:
    """Under the link that AP1's receipt carries."""
    return [NO_MORE.sign(str(message_to(cast.application).pk))]


WISHES = {
    "messaging:no_more": Door(get=everybody(), post=everybody(), at=by_token),
}
