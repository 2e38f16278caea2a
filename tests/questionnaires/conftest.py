"""What every test of the questionnaires room stands on."""

from collections.abc import Iterator

import pytest

from questionnaires import compiled_forms
from questionnaires.models import Version


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
