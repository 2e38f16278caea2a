"""What one address may ask of the candidacy in an hour."""

from uuid import uuid4

from applications.models import Application
from tests.applications.test_candidacy_abuse import WHOLE
from tests.applications.walker import AGREED, PAGES, apply, sentences
from tests.cast import Cast


def test_thirty_people_on_one_network_apply_within_the_hour_and_only_then_their_address_waits(
    cast: Cast,
) -> None:
    for _ in range(120):
        redirect = cast.browser().post("/fes/apply/", {**PAGES["who"], "name": "Person"})
        assert redirect.status_code == 302
    before = Application.objects.count()
    answer = cast.browser().post("/fes/apply/", {**PAGES["who"], "name": "Amina"})
    assert sentences(answer) == [
        "Too many attempts came from this network. Nothing is lost: please try again in an hour."
    ]
    assert 'value="Amina"' in answer.content.decode()
    assert Application.objects.count() == before


def test_an_address_that_was_told_ten_times_of_an_application_is_told_no_more(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)
    sheet = {**WHOLE, **AGREED}
    tries = [
        cast.browser().post("/fes/apply/whole/", {**sheet, "key": str(uuid4())}) for _ in range(12)
    ]
    assert [answer.status_code for answer in tries] == [422] * 11 + [429]
    assert (
        cast.browser()
        .post("/fes/apply/whole/", {**sheet, "name": "New", "key": str(uuid4())})
        .status_code
        == 429
    )
