"""How a stop takes words of its own, and gives them up."""

from collections.abc import Mapping

from messaging.models import Wording
from programs.models import Stop


def reword(*, stop: Stop, event: str, texts: Mapping[str, str]) -> None:
    """From now on `stop` says `event` with these texts, such as `short_ar`.

    An empty one is the default again.
    """
    if any(texts.values()):
        Wording.objects.update_or_create(stop=stop, event=event, defaults=dict(texts))
    else:
        Wording.objects.filter(stop=stop, event=event).delete()
