"""What tests of the desk have in common."""

import pytest
from django.core.files.storage import default_storage

from desk.parcels import FOLDER


@pytest.fixture(autouse=True)
def no_other_sheet() -> None:
    """What other tests left beside each other is no sheet of these."""
    if default_storage.exists(FOLDER):
        for name in default_storage.listdir(FOLDER)[1]:
            default_storage.delete(f"{FOLDER}/{name}")
