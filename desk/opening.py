"""What a stop that is being prepared may learn from an earlier one, on the page of its set-up."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.memory.proposals import earlier_stop
from desk.models import Lesson
from programs.models import Stop
from programs.opening import Preparation


def preparations(stop: Stop) -> list[Preparation]:
    """Nothing where no earlier stop is, or once it has opened."""
    if stop.state != Stop.State.PREPARED or earlier_stop(stop) is None:
        return []
    answered = Lesson.objects.filter(stop=stop).count()
    there = missing = ""
    if answered:
        words = ngettext(
            "%(count)s proposal was answered", "%(count)s proposals were answered", answered
        )
        there = words % {"count": answered}
    else:
        missing = _("Nobody has looked yet at what the earlier stop proposes.")
    url = reverse("memory:memory", args=[stop.slug])
    name = gettext_lazy("What the earlier stop teaches")
    return [Preparation("memory", name, "idea", 95, there, missing, url=url)]
