"""More applications at Fès, each a little older than the one of the cast."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING

from applications.models import Application
from people.names import name_key, phonetic_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.cast import Cast


def another(cast: Cast, number: int, **changes: object) -> Application:
    """One more application at Fès, received `number` minutes before the first."""
    application = _like(_first(cast), number, number, **changes)
    application.save()
    return application


def others(
    cast: Cast, numbers: Iterable[int], *, together: int = 1, **changes: object
) -> list[Application]:
    """As many more in one statement, of which `together` were received in the same minute."""
    first = _first(cast)
    return Application.objects.bulk_create(
        _like(first, number, number // together, **changes) for number in numbers
    )


def _first(cast: Cast) -> Application:
    return Application.objects.get(pk=cast.application.pk)


def _like(first: Application, number: int, minutes: int, **changes: object) -> Application:
    assert first.submitted_at is not None
    name = str(changes.pop("name", f"Person {number}"))
    application = copy(first)
    application.pk, application.token, application.key = (
        None,
        f"token-{number}",
        f"00000000-0000-0000-0000-{number:012}",
    )
    application.reference, application.name, application.name_key = (
        f"FM-{1000 + number}",
        name,
        name_key(name),
    )
    application.phone = f"+2126990100{number:02}"
    application.submitted_at = first.submitted_at - timedelta(minutes=minutes)
    application.phonetic_key = phonetic_key(name)
    application.search_text = application.searchable_text
    for field, value in changes.items():
        setattr(application, field, value)
    application._state.adding = True  # noqa: SLF001  Django's own way to copy a row
    return application
