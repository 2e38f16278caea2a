"""A file that was sent may be taken back, as long as the window is open."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pgtrigger import ignore
from pytest_django import DjangoCaptureOnCommitCallbacks

from applications.models import Application, ApplicationEvent, Attachment
from programs.models import Stop
from questionnaires.compiled_forms import forget
from questionnaires.models import Question
from tests.applications.walker import PAGES, apply, key_of, text_of
from tests.cast import Cast
from tests.pdfs import PLAN


def plan() -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", PLAN)


@pytest.fixture
def draft(cast: Cast) -> Application:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    begun = Application.objects.latest("pk")
    browser.post(f"/my/{begun.token}/activity/", {**PAGES["activity"], "document": plan()})
    return begun


@pytest.fixture
def sent(cast: Cast) -> Application:
    apply(cast.browser(), cast.stop, activity={"document": plan()})
    return Application.objects.latest("pk")


def removal(application: Application) -> str:
    return f"/my/{application.token}/files/{application.attachments.get().pk}/removal/"


@pytest.mark.parametrize("kind", ["draft", "sent"])
def test_a_file_is_taken_back_with_its_answer_and_leaves_the_disk(
    request: pytest.FixtureRequest,
    cast: Cast,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    application: Application = request.getfixturevalue(kind)
    stored = application.attachments.get().file
    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.browser().post(
            removal(application), {"next": f"/my/{application.token}/activity/"}
        )
    application.refresh_from_db()
    assert answer["Location"] == f"/my/{application.token}/activity/"
    assert ("document" in application.answers, application.attachments.count()) == (False, 0)
    assert stored.storage.exists(str(stored.name)) is False


def test_the_history_keeps_that_a_file_was_taken_back(cast: Cast, sent: Application) -> None:
    cast.browser().post(removal(sent))
    kept = (
        ApplicationEvent.objects.filter(pgh_obj=sent)
        .order_by("pgh_id")
        .values_list("answers", flat=True)
    )
    assert ["document" in answers for answers in kept] == [True, False]


def test_removing_twice_is_harmless_and_goes_nowhere_else(cast: Cast, sent: Application) -> None:
    address = removal(sent)
    urls = [
        cast.browser().post(address, {"next": "https://elsewhere.invalid/"})["Location"]
        for _ in range(2)
    ]
    assert urls == [f"/my/{sent.token}/"] * 2


def test_a_file_that_is_needed_can_be_replaced_not_removed_once_it_was_sent(
    cast: Cast, sent: Application
) -> None:
    with ignore():  # what was published stays as it is
        Question.objects.filter(code="document").update(required=True)
    forget()
    browser = cast.browser()
    page = text_of(browser.post(removal(sent), follow=True))
    assert ("This file is needed." in page, sent.attachments.count()) == (True, 1)


def test_after_the_window_nothing_is_removed(cast: Cast, sent: Application) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="closed")
    browser = cast.browser()
    browser.post(removal(sent))
    offered = "removal" in text_of(browser.get(f"/my/{sent.token}/"))
    assert (sent.attachments.count(), offered) == (1, False)


def test_the_link_of_another_removes_nothing(
    cast: Cast, sent: Application, draft: Application
) -> None:
    cast.browser().post(f"/my/{draft.token}/files/{sent.attachments.get().pk}/removal/")
    assert Attachment.objects.filter(application__in=[sent, draft]).count() == 2


@pytest.mark.parametrize("page", ["", "activity/", "send/"])
def test_each_page_that_shows_a_file_offers_to_remove_it(
    cast: Cast, draft: Application, page: str
) -> None:
    html = text_of(cast.browser().get(f"/my/{draft.token}/{page}"))
    assert html.count(f'action="{removal(draft)}"') == 1
