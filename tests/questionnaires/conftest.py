"""What every test of the questionnaires room stands on."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from questionnaires import compiled_forms
from questionnaires.compiled import CompiledForm
from questionnaires.models import Version
from tests.questionnaires.making import every_kind


@pytest.fixture(autouse=True)
def fresh_papers() -> Iterator[None]:
    """No test reads the papers of another one."""
    compiled_forms.forget()
    yield
    compiled_forms.forget()


@pytest.fixture
def candidacy(db: None) -> Version:  # noqa: ARG001  pytest's way to ask for a fixture
    """The candidacy questionnaire that every database starts with."""
    return Version.objects.get(questionnaire__purpose="candidacy", questionnaire__stop=None)


@pytest.fixture(scope="session")
def every_form(
    django_db_setup: None,  # noqa: ARG001  pytest's way to ask for a fixture
    django_db_blocker: DjangoDbBlocker,
) -> CompiledForm:
    """The form with a question of every kind, in French: one for all who only fill it in.

    What it was made of is gone by then: it is read once.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        form = compiled_forms.compiled_form(every_kind().pk, "fr")
        transaction.set_rollback(True)
    return form
