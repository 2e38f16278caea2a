"""Staff are told, beside the files of people, that no virus scanner has read them."""

import pytest
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.messaging.talking import by_whatsapp
from tests.selection.files_to_judge import given_to

TOLD = "No virus scanner is set up here: please open files with care."


@pytest.mark.parametrize("scanner", ["", "tcp://127.0.0.1:3310"])
def test_the_pages_with_files_say_when_no_scanner_reads_them(
    cast: Cast, settings: Settings, scanner: str
) -> None:
    settings.CLAMD_URL = scanner
    given_to(cast["RS1"], cast.application)
    thread = by_whatsapp(cast).thread_id
    pages = [
        f"/desk/fes/applications/{cast.application.reference}/",
        f"/desk/fes/triage/{cast.application.reference}/",
        f"/desk/conversations/{thread}/",
        "/desk/messages/queue/",
    ]
    told = [TOLD in cast.client("RS1").get(page, follow=True).text for page in pages]
    assert told == [not scanner] * 4
