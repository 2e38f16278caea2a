"""What founds a stop: its address and the letters of its file numbers, perhaps a copy."""

from __future__ import annotations

import re
from itertools import chain, count
from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.locks import patient
from programs.copying import copy_stop
from programs.models import RESERVED_SLUGS, Program, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

APOSTROPHE = re.compile("['’]")  # l’étape: two words
LONGEST = 40  # letters of an address that people type from a poster


@patient
def found(stop: Stop, *, source: Stop | None) -> Stop:
    """Keep a new stop, which nobody but its center sees yet; with all that `source` has but days.

    The same stop again, by a second tap, is the one there is. One is founded after the other,
    whatever its center. Raises ValidationError('taken') by field when somebody was quicker to take
    its address or its letters.
    """
    list(Program.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    told_by = ("center", "name_fr", "opens_at", "closes_at")
    same = Stop.objects.filter(**{name: getattr(stop, name) for name in told_by}).first()
    if same is not None:
        return same
    _refuse_what_is_taken(stop)
    stop.is_announced = False
    stop.slug = stop.slug or free_slug(getattr(stop, "name_fr", ""))
    stop.prefix = stop.prefix or free_prefix(stop.slug)
    stop.save()
    if source is not None:
        copy_stop(source, stop)
    return stop


def _refuse_what_is_taken(stop: Stop) -> None:
    taken = {}
    if stop.slug and Stop.objects.filter(slug=stop.slug).exists():
        taken["slug"] = _("Another stop has taken this address just now. Please choose another.")
    if stop.prefix and Stop.objects.filter(prefix=stop.prefix).exists():
        taken["prefix"] = _("Another stop has taken these letters just now. Please choose others.")
    if taken:
        errors = {field: ValidationError(text, code="taken") for field, text in taken.items()}
        raise ValidationError(errors)


def free_slug(name: str) -> str:
    """An address made of `name` that no stop has: `fes-meknes-2027`, then `fes-meknes-2027-2`."""
    word = slugify(APOSTROPHE.sub("-", name))[:LONGEST].strip("-") or "stop"
    taken = RESERVED_SLUGS | set(Stop.objects.values_list("slug", flat=True))
    candidates = chain([word], (f"{word}-{number}" for number in count(2)))
    return next(each for each in candidates if each not in taken)


def free_prefix(slug: str) -> str:
    """Letters for file numbers that no stop has: of the words of its address, then any others."""
    taken = set(Stop.objects.values_list("prefix", flat=True))
    return next(each for each in _prefixes(slug.upper()) if each not in taken)


def _prefixes(slug: str) -> Iterator[str]:
    words = re.findall(r"[A-Z]+", slug) or ["STOP"]
    initials = "".join(word[0] for word in words)[:3]
    if len(initials) > 1:
        yield initials
    yield from (words[0][:length] for length in (2, 3, 4) if len(words[0]) >= length)
    yield from (f"{initials}{letter}" for letter in ascii_uppercase)
    yield from (
        f"{initials[0]}{first}{second}{third}"
        for first in ascii_uppercase
        for second in ascii_uppercase
        for third in ascii_uppercase
    )
