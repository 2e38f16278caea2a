"""What the house gives a stop that has nothing to take over: texts, themes and criteria."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.db import transaction

from programs.models import Stop, Theme
from selection.review.criteria import load_defaults

TEXTS = Path(__file__).parent / "data" / "texts.json"


@cache
def house_texts() -> dict[str, str]:
    """What the house says, by the name of its column."""
    texts: dict[str, dict[str, str]] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return {
        f"{text}_{language}": words
        for text, spoken in texts.items()
        for language, words in spoken.items()
    }


@transaction.atomic
def begin_with_house(stop: Stop) -> None:
    """Give it the texts, every theme and the criteria of the house, each where it has none.

    Raises ValidationError('published') as the criteria do.
    """
    take_house_texts(stop)
    if not stop.themes.exists():
        stop.themes.set(Theme.objects.all())
    if not stop.criteria.exists():
        load_defaults(stop)


@transaction.atomic
def take_house_texts(stop: Stop) -> int:
    """Write the texts of the house where nothing is written; how many. What is there stays."""
    locked = Stop.objects.select_for_update(of=["self"], no_key=True).get(pk=stop.pk)
    new = {name: words for name, words in house_texts().items() if not getattr(locked, name)}
    if new:
        Stop.objects.filter(pk=stop.pk).update(**new)
    return len(new)
