"""What the tests of the builder stand on: the draft of a form of the stop in Fès."""

import pytest

from questionnaires.actions import draft
from questionnaires.models import Questionnaire, Version
from tests.cast import Cast
from tests.kept import once


@pytest.fixture
@once
def own(cast: Cast) -> Version:
    """The draft of the candidacy of the stop in Fès, which begins as everybody's."""
    names = {"name_ar": "فاس", "name_fr": "Fès"}
    return draft(Questionnaire.objects.create(purpose="candidacy", stop=cast.stop, **names))
