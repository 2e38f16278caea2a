"""The questions under the private link: by page, forgiving, kept, without a script; three steps."""

import gzip
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis, Need
from people.models import Participation
from tests.applications.walker import sentences, text_of
from tests.cast import Cast
from tests.selection.asking import CALM, PAGES, SALES, answered, answers, page_of


def home(cast: Cast) -> str:
    return f"/my/{cast.application.token}/diagnosis/"


def walk(
    browser: Client, cast: Cast, upto: int = 8, changes: dict[str, str] | None = None
) -> HttpResponse:
    """Answer the pages in their order, as a browser without a script does; the last answer."""
    address = f"{home(cast)}idea/"
    answer = browser.get(address)
    for code in PAGES[:upto]:
        assert address == f"{home(cast)}{code}/"
        answer = browser.post(address, page_of(cast.application, code, answers(**(changes or {}))))
        assert answer.status_code == 302, (code, sentences(answer))
        address = answer["Location"]
    assert isinstance(answer, HttpResponse)
    return answer


def shown(page: Any) -> str:
    """The words of a page, without its markup."""
    inside = text_of(page).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside).split())


def test_eight_pages_of_three_lead_to_three_steps(cast: Cast) -> None:
    browser = cast.browser(language="ar")
    assert walk(browser, cast, changes=SALES)["Location"] == f"{home(cast)}result/"
    result = browser.get(f"{home(cast)}result/")
    assert [step.theme for step in result.context["steps"]] == [
        "management",
        "marketing",
        "financing",
    ]
    assert "عرضك في جملة، ولمن يُقال" in shown(result)
    assert Need.objects.get().theme.code == "marketing"


def test_looking_begins_nothing(cast: Cast) -> None:
    browser = cast.browser()
    for page in ("", "idea/", "wishes/", "result/"):
        browser.get(home(cast) + page)
    assert Diagnosis.objects.count() == 0


def test_what_is_right_is_kept_when_something_is_missing(cast: Cast) -> None:
    browser = cast.browser(language="fr")
    answer = browser.post(f"{home(cast)}marketing/", {"price": "costs", "seen": "nonsense"})
    assert (answer.status_code, len(sentences(answer))) == (422, 2)
    assert re.findall(r'value="(\w+)" checked', text_of(answer)) == ["costs"]
    assert Diagnosis.objects.get().answers == {"price": "costs"}


def test_one_goes_on_where_one_stopped_on_another_telephone(cast: Cast) -> None:
    walk(cast.browser(), cast, upto=3)
    page = cast.browser().get(home(cast))
    assert f'href="{home(cast)}management/"' in text_of(page)
    assert text_of(cast.browser().get(f"{home(cast)}idea/")).count(" checked") == 3


def test_the_last_page_sends_back_to_a_page_that_was_left_out(cast: Cast) -> None:
    browser = cast.browser()
    walk(browser, cast, upto=7)
    Diagnosis.objects.update(
        answers={code: value for code, value in CALM.items() if code != "permit"}
    )
    answer = browser.post(f"{home(cast)}wishes/", {"first": "digital"})
    assert answer["Location"] == f"{home(cast)}administration/"
    assert Diagnosis.objects.get().finished_at is None


def test_what_is_finished_is_shown_and_no_longer_asked(cast: Cast) -> None:
    done = answered(cast.application)
    browser = cast.browser()
    for method in (browser.get, browser.post):
        assert (
            method(f"{home(cast)}idea/", {"goal": "thinking"})["Location"] == f"{home(cast)}result/"
        )
    assert browser.get(home(cast))["Location"] == f"{home(cast)}result/"
    done.refresh_from_db()
    assert done.answers["goal"] == "clear"


@pytest.mark.parametrize("address", ["idea/", "result/", "end/", "end/idea/", "later/result/", ""])
def test_whoever_took_the_candidacy_back_is_led_to_its_page(cast: Cast, address: str) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state="withdrawn")
    assert cast.browser().get(home(cast) + address)["Location"] == f"/my/{cast.application.token}/"


@pytest.mark.parametrize("address", ["unknown/", "end/unknown/"])
def test_a_made_up_page_is_not_there(cast: Cast, address: str, settings: Any) -> None:
    settings.TIME_ZONE = "Africa/Casablanca"
    place = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Application.objects.filter(pk=cast.application.pk).update(
        state="confirmed", participation=place
    )
    cast.stop.ends_on = cast.stop.starts_on = timezone.localdate()
    cast.stop.save()
    assert cast.browser().get(home(cast) + address).status_code == 404


def test_a_made_up_link_is_not_there(cast: Cast) -> None:
    for page in ("", "idea/", "result/", "end/", "end/idea/", "end/result/"):
        assert cast.browser().get(f"/my/{'A' * 22}/diagnosis/{page}").status_code == 404


def test_a_person_is_asked_only_what_concerns_their_kind(cast: Cast) -> None:
    page = cast.browser().get(f"{home(cast)}management/")
    names = re.findall(r'<input type="radio" name="(\w+)"', text_of(page))
    assert [*dict.fromkeys(names)] == ["notebook", "month_end", "orders"]


def test_receipt_and_status_lead_there_and_then_to_the_three_steps(cast: Cast) -> None:
    links = []
    for step in (lambda: None, lambda: answered(cast.application)):
        step()
        for page in ("", "receipt/"):
            html = text_of(cast.browser().get(f"/my/{cast.application.token}/{page}"))
            links.append(re.findall(rf'href="{home(cast)}([^"]*)"', html))
    assert links == [[""], [""], ["result/"], ["result/"]]


@pytest.mark.parametrize("state", ["draft", "withdrawn", "merged"])
def test_who_is_not_asked_finds_no_way_there(cast: Cast, state: str) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state=state)
    assert home(cast) not in text_of(cast.browser().get(f"/my/{cast.application.token}/"))


def test_who_was_not_chosen_still_reads_the_three_steps(cast: Cast) -> None:
    answered(cast.application)
    Application.objects.filter(pk=cast.application.pk).update(state="declined")
    assert cast.browser().get(f"{home(cast)}result/").status_code == 200


def test_no_word_of_a_result_speaks_of_points_lacks_or_faults(cast: Cast) -> None:
    answered(cast.application, **SALES)
    words = shown(cast.browser(language="en").get(f"{home(cast)}result/")).lower()
    harsh = ("score", "weak", "fail", "lack", "bad", "poor", "100", "%", "deficit", "problem")
    assert [word for word in harsh if word in words] == []


def test_before_and_after_stand_side_by_side_at_the_end(cast: Cast) -> None:
    answered(cast.application, **SALES)
    place = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Application.objects.filter(pk=cast.application.pk).update(
        state="confirmed", participation=place
    )
    type(cast.stop).objects.filter(pk=cast.stop.pk).update(
        ends_on=timezone.localdate(), starts_on=timezone.localdate()
    )
    browser = cast.browser()
    answer = browser.post(f"{home(cast)}end/wishes/", {"first": "you_choose"})
    assert answer["Location"] == f"{home(cast)}end/idea/"
    for code in PAGES[:7]:
        answer = browser.post(f"{home(cast)}end/{code}/", page_of(cast.application, code, CALM))
    answer = browser.post(f"{home(cast)}end/wishes/", {"first": "you_choose"})
    assert answer["Location"] == f"{home(cast)}end/result/"
    bars = {
        bar.icon: (bar.before, bar.width) for bar in browser.get(answer["Location"]).context["bars"]
    }
    assert (bars["marketing"], bars["digital"]) == ((8, 100), (100, 100))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_page_weighs_little(cast: Cast, language: str) -> None:
    browser = cast.browser(language=language)
    pages = [home(cast), *(f"{home(cast)}{code}/" for code in PAGES)]
    weights = {page: len(gzip.compress(browser.get(page).content, 6)) for page in pages}
    answered(cast.application)
    weights["result"] = len(gzip.compress(browser.get(f"{home(cast)}result/").content, 6))
    assert {page: weight for page, weight in weights.items() if weight > 14_000} == {}


def test_a_page_costs_few_statements(cast: Cast, django_assert_num_queries: Any) -> None:
    browser = cast.browser()
    walk(browser, cast, upto=2)
    with django_assert_num_queries(2):
        browser.get(f"{home(cast)}financing/")
    with django_assert_num_queries(9):
        browser.post(f"{home(cast)}financing/", page_of(cast.application, "financing", CALM))
