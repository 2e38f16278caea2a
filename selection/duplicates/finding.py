"""Which files of a stop look like one person: by telephone, e-mail, name, or sound of the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from people.names import kept_email
from selection.models import Distinct

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet

MOST = 20  # twins of one file; more are a mistake of the search, not of a person
WORTH = {"phone": 4, "email": 4, "name": 3, "phonetic_key": 2}
SENTENCES = {
    "phone": _("the same phone"),
    "email": _("the same e-mail"),
    "name": _("the same name"),
    "phonetic_key": _("a name that sounds the same"),
}
COLUMNS = (
    "reference",
    "name",
    "name_key",
    "phonetic_key",
    "phone",
    "email",
    "state",
    "stop",
    "submitted_at",
)


class Signs(Protocol):
    """By what two files are compared, whether they are kept or on their way in."""

    phone: str
    email: str
    name_key: str
    phonetic_key: str


@dataclass(frozen=True)
class Twin:
    """Another file that may be the same person's; `alike`: names of `SENTENCES`, surest first."""

    application: Application
    alike: tuple[str, ...]

    @property
    def worth(self) -> int:
        """How sure it is; only to put the surest first."""
        return sum(WORTH[reason] for reason in self.alike)

    @property
    def why(self) -> list[str]:
        """The same in words."""
        return [str(SENTENCES[reason]) for reason in self.alike]


def twins_of(application: Application) -> list[Twin]:
    """The received files of the same stop that look like this one, the surest first.

    Those that somebody said are of two people are left out. One statement at any size, and one more
    where any look like it.
    """
    others = (
        _received(application)
        .filter(_any_of(application))
        .exclude(pk=application.pk)
        .only(*COLUMNS)
    )
    twins = [
        twin
        for other in others.order_by("-submitted_at", "-pk")[:MOST]
        if (twin := Twin(other, alike(application, other))).alike
    ]
    apart = told_apart(application) if twins else ()
    possible_duplicates = [twin for twin in twins if twin.application.pk not in apart]
    return sorted(possible_duplicates, key=lambda twin: -twin.worth)


def alike(one: Signs, other: Signs) -> tuple[str, ...]:
    """What two files have in common. Names count from two words on: a first name is nobody's."""
    two_words = " " in one.phonetic_key or " " in other.phonetic_key
    same_name = two_words and one.name_key == other.name_key
    same = {
        "phone": bool(one.phone) and one.phone == other.phone,
        "email": bool(one.email) and one.email.lower() == other.email.lower(),
        "name": same_name,
        "phonetic_key": not same_name
        and " " in one.phonetic_key
        and one.phonetic_key == other.phonetic_key,
    }
    return tuple(reason for reason in WORTH if same[reason])


def told_apart(application: Application) -> set[int]:
    """The files that somebody said are of other people than this one."""
    pairs = Distinct.objects.filter(Q(first=application.pk) | Q(second=application.pk))
    return {pk for pair in pairs.values_list("first", "second") for pk in pair} - {application.pk}


def _received(application: Application) -> ApplicationQuerySet:
    applications = Application.objects.filter(stop=application.stop_id, submitted_at__isnull=False)
    return applications.received()


def _any_of(application: Application) -> Q:
    """One look into each index: telephone, name, sound, and e-mail in the words of the search."""
    either = Q(pk__in=[])
    for field in ("phone", "name_key", "phonetic_key"):
        value = getattr(application, field)
        if value and (field == "phone" or " " in application.phonetic_key):
            either |= Q(**{field: value})
    if application.email:
        either |= Q(
            search=SearchQuery(kept_email(application.email), config="simple"),
            email__iexact=application.email,
        )
    return either
