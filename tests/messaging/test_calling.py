"""When the postman is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from messaging.tasks.delivery import wake
from tests.writing import write

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks


@pytest.mark.django_db
def test_he_is_called_once_for_all_messages_of_a_transaction(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as calls:
        for key in ("receipt:1", "receipt:2"):
            write(
                key=key, channel="sms", address="+212699000001", language="ar", body="توصلنا بطلبكم"
            )
    assert calls == [wake]
