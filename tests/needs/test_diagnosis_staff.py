"""Asked by telephone: given to a center's expert, noted on one page, or filled in at the desk."""

from typing import Any

import pytest

from applications.models import Application
from needs.diagnosis.actions import finish, give, keep
from needs.models import Diagnosis, Need
from people.models import Membership
from tests.applications.walker import sentences, text_of
from tests.cast import Cast, phone_of
from tests.selection.asking import CALM, SALES, answered, answers

HANDS = "/desk/fes/files/FM-0001/diagnosis/start/hands/"
FILL = "/desk/fes/files/FM-0001/diagnosis/start/"
LIST = "/account/me/diagnoses/"


def file_page(cast: Cast) -> str:
    return f"/desk/fes/applications/{cast.application.reference}/"


@pytest.fixture
def diagnosis(cast: Cast) -> Diagnosis:
    return give(cast.application, moment="start", expert=cast["EX1"], by=cast["RV"])


def test_staff_give_it_to_an_expert_of_their_center_and_take_it_back(cast: Cast) -> None:
    browser = cast.client("RV")
    hands = []
    for chosen in (cast["EX1"].pk, cast["EX2"].pk, ""):
        answer = browser.post(HANDS, {"expert": chosen})
        hands.append((answer["Location"], Diagnosis.objects.get().expert))
    page = file_page(cast)
    assert hands == [(page, cast["EX1"]), (page, cast["EX2"]), (page, None)]


@pytest.mark.parametrize("chosen", ["RS1", "AP1", "NS"])
def test_it_goes_to_no_one_else(cast: Cast, chosen: str) -> None:
    assert cast.client("RV").post(HANDS, {"expert": cast[chosen].pk}).status_code == 404
    assert Diagnosis.objects.count() == 0


def test_an_expert_of_another_center_is_not_offered(cast: Cast) -> None:
    Membership.objects.filter(user=cast["EX2"]).update(center=cast.elsewhere.center)
    assert cast.client("RV").post(HANDS, {"expert": cast["EX2"].pk}).status_code == 404
    page = text_of(cast.client("RV").get(file_page(cast)))
    assert (
        f'<option value="{cast["EX1"].pk}"' in page,
        f'<option value="{cast["EX2"].pk}"' in page,
    ) == (True, False)


def test_the_page_of_a_file_tells_how_far_it_is(cast: Cast, diagnosis: Diagnosis) -> None:
    words = []
    for step in (
        lambda: None,
        lambda: keep(diagnosis, {"goal": "clear"}),
        lambda: finish(keep(diagnosis, CALM), by=cast["EX1"]),
    ):
        step()
        page = (
            text_of(cast.client("RV").get(file_page(cast)))
            .partition('id="diagnosis"')[2]
            .partition("</section>")[0]
        )
        words.append(
            [
                text
                for text in ("Not answered yet", "Begun", "Answered on", "Expert who calls")
                if text in page
            ]
        )
    assert words == [
        ["Not answered yet", "Expert who calls"],
        ["Begun", "Expert who calls"],
        ["Answered on"],
    ]


def test_an_expert_sees_a_telephone_as_long_as_the_call_is_to_be_made(
    cast: Cast, diagnosis: Diagnosis
) -> None:
    browser, pages = cast.client("EX1"), (LIST, f"{LIST}{diagnosis.pk}/")
    number = phone_of("AP1")
    before = [number in text_of(browser.get(page)) for page in pages]
    finish(keep(diagnosis, CALM))
    after = [number in text_of(browser.get(page)) for page in pages]
    assert (before, after) == ([True, True], [False, False])


def test_an_expert_fills_it_in_in_one_go(cast: Cast, diagnosis: Diagnosis) -> None:
    browser, page = cast.client("EX1"), f"{LIST}{diagnosis.pk}/"
    assert browser.post(page, {"goal": "clear"})["Location"] == page
    assert Diagnosis.objects.get().answers == {"goal": "clear"}
    lacking = browser.post(f"{page}completion/", {"goal": "how"})
    assert (lacking.status_code, len(sentences(lacking))) == (422, 21)
    assert browser.post(f"{page}completion/", answers(**SALES))["Location"] == page
    diagnosis.refresh_from_db()
    assert (diagnosis.entered_by, diagnosis.scores["marketing"]) == (cast["EX1"], 100)
    assert browser.post(f"{page}completion/", answers())["Location"] == page
    assert Need.objects.get().level == 100


def test_what_is_wrong_stays_typed_and_the_rest_is_kept(cast: Cast, diagnosis: Diagnosis) -> None:
    answer = cast.client("EX1").post(
        f"{LIST}{diagnosis.pk}/", {"goal": "clear", "price": "nonsense"}
    )
    assert (answer.status_code, len(sentences(answer))) == (422, 1)
    assert Diagnosis.objects.get().answers == {"goal": "clear"}


def test_what_the_person_answered_meanwhile_is_not_taken_away(
    cast: Cast, diagnosis: Diagnosis
) -> None:
    keep(diagnosis, {"reason": "hard", "words": "شكرا"})
    cast.client("EX1").post(f"{LIST}{diagnosis.pk}/", {"goal": "clear", "words": ""})
    assert Diagnosis.objects.get().answers == {"reason": "hard", "words": "شكرا", "goal": "clear"}


def test_nobody_else_opens_it(cast: Cast, diagnosis: Diagnosis) -> None:
    page = f"{LIST}{diagnosis.pk}/"
    assert [
        cast.client(code).get(page).status_code for code in ("EX2", "AP1", "RV", "NS", "PI")
    ] == [404] * 5
    give(cast.application, moment="start", expert=cast["EX2"], by=cast["RV"])
    assert [cast.client(code).get(page).status_code for code in ("EX1", "EX2")] == [404, 200]


def test_who_is_no_expert_any_more_holds_nothing(cast: Cast, diagnosis: Diagnosis) -> None:
    Membership.objects.filter(user=cast["EX1"]).update(center=cast.elsewhere.center)
    assert cast.client("EX1").get(f"{LIST}{diagnosis.pk}/").status_code == 404
    assert cast.client("EX1").get(LIST).context["waiting"].count() == 0


def test_a_candidacy_that_was_taken_back_leaves_the_list(cast: Cast, diagnosis: Diagnosis) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state="withdrawn")
    assert cast.client("EX1").get(f"{LIST}{diagnosis.pk}/").status_code == 404


def test_staff_fill_it_in_with_the_person(cast: Cast) -> None:
    browser = cast.client("RV")
    assert browser.post(FILL, {"goal": "clear"})["Location"] == FILL
    answer = browser.post(f"{FILL}completion/", answers(**SALES))
    found = Diagnosis.objects.get()
    assert (answer["Location"], found.entered_by, found.language) == (
        file_page(cast),
        cast["RV"],
        "ar",
    )
    assert "answered already" in text_of(browser.get(FILL))
    assert browser.post(FILL, {"goal": "how"}).status_code == 422


def test_what_was_answered_by_telephone_is_read_under_the_private_link(cast: Cast) -> None:
    cast.client("RV").post(f"{FILL}completion/", answers(**SALES))
    page = cast.browser().get(f"/my/{cast.application.token}/diagnosis/result/")
    assert [step.way for step in page.context["steps"]] == ["workshop", "coaching", "alone"]


def test_too_early_there_is_nothing_to_fill_in(cast: Cast) -> None:
    page = cast.client("RV").get("/desk/fes/files/FM-0001/diagnosis/end/")
    assert "not asked at this moment" in text_of(page)
    assert cast.client("RV").get("/desk/fes/files/FM-0001/diagnosis/never/").status_code == 404
    assert (
        cast.client("RV")
        .post("/desk/fes/files/FM-0001/diagnosis/end/hands/", {"expert": ""})
        .status_code
        == 302
    )
    assert Diagnosis.objects.count() == 0


def test_a_list_of_calls_costs_the_same_for_one_and_for_three(
    cast: Cast, diagnosis: Diagnosis, django_assert_num_queries: Any
) -> None:
    browser = cast.client("EX1")
    browser.get(LIST)
    with django_assert_num_queries(5) as one:  # one asks whether they meet people
        browser.get(LIST)
    give(cast.neighbour, moment="start", expert=cast["EX1"], by=cast["RV"])
    answered(cast.neighbour)
    with django_assert_num_queries(len(one)):
        browser.get(LIST)
    assert diagnosis.finished_at is None
