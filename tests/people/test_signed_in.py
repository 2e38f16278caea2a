"""Who is signed in, and what they may do: asked with every page, composed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db.models.sql.compiler import SQLCompiler

from people.models import User
from people.signed_in import AuthenticationBackend

if TYPE_CHECKING:
    from tests.cast import Cast


def asked(key: int) -> tuple[User | None, frozenset[tuple[str, int | None]]]:
    person = AuthenticationBackend().get_user(key)
    return person, person.held if person else frozenset()


def test_django_composes_the_question_for_the_first_page_only(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    center = cast.stop.center_id
    first = asked(cast["RS1"].pk)
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *_args, **_kwargs: pytest.fail("composed"))
    assert (asked(cast["RS1"].pk), asked(cast["EX1"].pk)) == (
        first,
        (cast["EX1"], frozenset({("expert", center)})),
    )
    assert first == (cast["RS1"], frozenset({("manager", center)}))


def test_who_is_gone_or_was_deactivated_is_signed_in_no_more(cast: Cast) -> None:
    cast.client("XX")  # deactivated while signed in
    assert [asked(key)[0] for key in (cast["XX"].pk, 0, cast["AP1"].pk)] == [
        *(None, None),
        cast["AP1"],
    ]
