"""More applications at Fès, each a little older than the one of the cast."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from applications.models import Application
from people.names import name_key, phonetic_key

if TYPE_CHECKING:
    from tests.cast import Cast


def minutes_before(cast: Cast, number: int) -> datetime:
    """`number` minutes before the first application of the cast was received."""
    received = Application.objects.values_list("submitted_at", flat=True).get(
        pk=cast.application.pk
    )
    assert received is not None
    return received - timedelta(minutes=number)


def another(cast: Cast, number: int, **changes: object) -> Application:
    """One more application at Fès, received `number` minutes before the first."""
    name = str(changes.pop("name", f"Person {number}"))
    application = Application.objects.get(pk=cast.application.pk)
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
    application.submitted_at = minutes_before(cast, number)
    application.phonetic_key = phonetic_key(name)
    application.search_text = application.searchable_text
    for field, value in changes.items():
        setattr(application, field, value)
    application._state.adding = True  # noqa: SLF001  Django's own way to copy a row
    application.save()
    return application
