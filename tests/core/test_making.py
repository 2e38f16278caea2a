"""A row in memory is the one that Django would have made."""

from typing import Any

import pytest
from django.db.models import Model

from applications.models import Application
from core.making import new_row
from messaging.models import Message
from people.models import Consent, User
from tests.cast import Cast


@pytest.mark.parametrize("model", [Application, Message, User, Consent])
def test_a_row_is_made_as_django_makes_it(cast: Cast, model: type[Model]) -> None:
    about: dict[type[Model], dict[str, Any]] = {
        Application: {"applicant": cast["AP1"], "stop": cast.stop, "language": "fr"},
        User: {"name": "Zineb", "phone": None},
    }
    values = about.get(model, {"person": cast["AP1"], "stop": cast.stop})
    fields = [each for each in model._meta.fields if each.has_default()]  # noqa: SLF001
    asked = {each.attname for each in fields if callable(each.default)} - {*values}
    rows = [new_row(model, **values), model(**values), new_row(model, **values)]
    told = [{name: vars(row)[name] for name in vars(row) if name != "_state"} for row in rows]
    kept = [{name: each[name] for name in each if name not in asked} for each in told]
    assert ([*map(sorted, told)], kept) == ([sorted(told[1])] * 3, [kept[1]] * 3)
    kinds = [{name: type(each[name]) for name in asked} for each in told]
    assert kinds == [kinds[1]] * 3
    assert [name for name in asked if told[0][name] is told[2][name]] == []  # each its own
    assert [row._state.fields_cache for row in rows] == [rows[1]._state.fields_cache] * 3  # noqa: SLF001
