"""What a phone kept under a private link: taken once, never over what was changed meanwhile."""

import pytest
from pgtrigger import ignore

from applications.actions import begin, keep, withdraw
from applications.models import Application
from messaging.models import Message
from questionnaires.compiled_forms import forget
from questionnaires.models import Question
from tests.applications.walker import AGREED, PAGES, applied, text_of
from tests.cast import Cast


def flat(pages: dict[str, dict[str, object]]) -> dict[str, object]:
    return {
        "page": [*pages],
        **{code: answer for page in pages.values() for code, answer in page.items()},
    }


def address(application: Application, page: str = "whole") -> str:
    return f"/my/{application.token}/{page}/"


@pytest.fixture
def draft(cast: Cast) -> Application:
    return begin(stop=cast.stop, language="ar")


@pytest.fixture
def sent(cast: Cast) -> Application:
    return applied(cast)


def where(sent: Application, province: str = "MA-MEK") -> dict[str, object]:
    return {"page": "where", "province": province, "seen": sent.updated_at.isoformat()}


def test_a_draft_that_arrives_twice_is_sent_once(cast: Cast, draft: Application) -> None:
    for _ in range(2):
        answer = cast.browser().post(address(draft), {**flat(PAGES), **AGREED})
        assert answer.json()["next"] == f"/my/{draft.token}/receipt/"
    draft.refresh_from_db()
    assert (draft.reference, Message.objects.filter(key__startswith="receipt:").count()) == (
        "FM-0003",
        1,
    )


def test_what_the_server_has_already_need_not_come_again(cast: Cast, draft: Application) -> None:
    keep(draft, answers={"kind": "project", "name": "أمينة"})
    rest = {code: answers for code, answers in PAGES.items() if code != "who"}
    cast.browser().post(address(draft), {**flat(rest), **AGREED})
    draft.refresh_from_db()
    assert (draft.state, draft.name) == ("submitted", "أمينة")


def test_the_page_without_a_network_holds_only_what_is_unanswered_and_nobody_s_words(
    cast: Cast, draft: Application
) -> None:
    keep(draft, answers={"kind": "project", "name": "أمينة السرية"})
    page = text_of(cast.browser().get(address(draft, "offline")))
    assert ('data-page="who"' in page, 'data-page="where"' in page, "السرية" in page) == (
        False,
        True,
        False,
    )


def test_what_is_wrong_is_said_with_the_page_on_which_to_put_it_right(
    cast: Cast, draft: Application
) -> None:
    pages = {**PAGES, "reach": {**PAGES["reach"], "phone": "12"}}
    answer = cast.browser().post(address(draft), {**flat(pages), **AGREED})
    assert (answer.status_code, answer.json()["next"]) == (
        422,
        f"/my/{draft.token}/reach/?then=send",
    )
    draft.refresh_from_db()
    assert (draft.state, draft.stage) == ("draft", "idea")


def test_without_the_file_that_is_asked_for_everything_else_arrives_as_a_draft(
    cast: Cast, draft: Application
) -> None:
    with ignore():  # what was published stays as it is
        Question.objects.filter(code="document").update(required=True)
    forget()
    answer = cast.browser().post(address(draft), {**flat(PAGES), **AGREED})
    assert (answer.status_code, answer.json()["next"]) == (
        202,
        f"/my/{draft.token}/activity/?then=send",
    )
    draft.refresh_from_db()
    assert (draft.state, draft.stage) == ("draft", "idea")


def test_a_change_that_arrives_twice_is_kept_once(cast: Cast, sent: Application) -> None:
    change = where(sent)
    statuses = [cast.browser().post(address(sent), change).status_code for _ in range(2)]
    sent.refresh_from_db()
    assert (statuses, sent.answers["province"]) == ([200, 200], "MA-MEK")


def test_a_change_that_waited_does_not_undo_what_was_changed_meanwhile(
    cast: Cast, sent: Application
) -> None:
    change = where(sent)
    keep(sent, answers={"province": "MA-TAZ"})
    assert cast.browser().post(address(sent), change).status_code == 409
    sent.refresh_from_db()
    assert sent.answers["province"] == "MA-TAZ"


def test_a_change_of_what_was_withdrawn_is_refused_in_a_sentence(
    cast: Cast, sent: Application
) -> None:
    change = where(sent)
    withdraw(sent, by=None)
    sent.refresh_from_db()
    answer = cast.browser().post(address(sent), change | {"seen": sent.updated_at.isoformat()})
    assert (answer.status_code, answer.json()) == (
        410,
        {"message": "This application can no longer be changed."},
    )


def test_a_changed_phone_leads_to_the_new_private_link(cast: Cast, sent: Application) -> None:
    change = {
        "page": "reach",
        **PAGES["reach"],
        "phone": "0699112255",
        "seen": sent.updated_at.isoformat(),
    }
    answer = cast.browser().post(address(sent), change).json()
    sent.refresh_from_db()
    assert answer["next"] == f"/my/{sent.token}/"


def test_the_sentence_is_shown_on_the_next_page_when_the_form_waits_for_it(
    cast: Cast, sent: Application
) -> None:
    browser = cast.browser()
    browser.post(address(sent), where(sent) | {"here": "yes"})
    assert "Your change has been kept." in text_of(browser.get(f"/my/{sent.token}/"))
