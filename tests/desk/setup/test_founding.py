"""How a stop begins, and takes over what an earlier one has: exactly, in one act, or nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from desk.setup.actions import free_slug
from messaging.models import Wording
from needs.models import Plan
from programs.copying import copy_stop
from programs.models import Partner, Stop, Theme
from programs.opening import sentence
from questionnaires.actions import draft, publish
from questionnaires.compiled_forms import current_version
from questionnaires.models import Choice, Question, Questionnaire, Section
from selection.models import Anchor, Criterion, Selection, Target
from selection.review.criteria import load_defaults
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("in_november")
NEW = {
    "name_ar": "فاس مكناس 2027",
    "name_fr": "Fès-Meknès 2027",
    "opens_at": "2027-02-01T09:00",
    "closes_at": "2027-02-20T18:00",
    "starts_on": "2027-03-01",
    "ends_on": "2027-05-30",
}
# what tells two rows apart that say the same
OWN = {"id", "stop", "selection", "criterion", "questionnaire", "version", "section", "question"}


def furnish(stop: Stop) -> None:
    """Give a stop something of everything that is copied."""
    texts = {
        f"{text}_{code}": f"{text} {code}"
        for text in ("tagline", "description", "next_steps")
        for code in ("ar", "fr", "en")
    }
    Stop.objects.filter(pk=stop.pk).update(**texts)
    theme = Theme.objects.earliest("pk")
    stop.themes.set(Theme.objects.all()[:3])
    stop.partners.set([Partner.objects.create(code="c", name_ar="ش", name_fr="C", kind="bank")])
    load_defaults(stop)
    selection = Selection.objects.at(stop)
    Selection.objects.filter(pk=selection.pk).update(blind=True, reviews=2, days_to_appeal=9)
    Target.objects.create(selection=selection, dimension="gender", value="woman", share=40)
    Wording.objects.create(stop=stop, event="receipt", short_ar="نص", short_fr="Texte")
    Plan.objects.create(stop=stop, theme=theme, sessions=4, seats=25, hours=60)
    own = Questionnaire.objects.create(purpose="candidacy", stop=stop, name_ar="س", name_fr="Q")
    version = draft(own)
    Question.objects.filter(section__version=version).update(help_text_fr="À nous")
    publish(version)


def said(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """What rows say, without whose they are."""
    return [
        {name: value for name, value in row.items() if name.removesuffix("_id") not in OWN}
        for row in rows.order_by("pk").values()
    ]


def whole(stop: Stop) -> dict[str, Any]:
    """Everything of a stop that is copied, row by row."""
    version = current_version("candidacy", stop)
    kept = Stop.objects.get(pk=stop.pk)
    tables: dict[type[Model], dict[str, Any]] = {
        Criterion: {"stop": stop},
        Anchor: {"criterion__stop": stop},
        Target: {"selection__stop": stop},
        Wording: {"stop": stop},
        Plan: {"stop": stop},
        Section: {"version": version},
        Question: {"section__version": version},
        Choice: {"question__section__version": version},
    }
    rules = Selection.objects.filter(stop=stop).values("blind", "reviews", "days_to_appeal")
    return {
        "texts": {
            name: getattr(kept, name) for name in vars(kept) if re.match("tag|desc|next", name)
        },
        "themes": set(kept.themes.all()),
        "partners": set(kept.partners.all()),
        "rules": list(rules),
        **{model.__name__: said(model.objects.filter(**of)) for model, of in tables.items()},
    }


def another(cast: Cast, slug: str = "meknes", **changes: Any) -> Stop:
    """A stop of the same center that has nothing yet."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "program": cast.stop.program,
        "center": cast.stop.center,
        "slug": slug,
        "name_ar": "م",
        "name_fr": "M",
        "prefix": "MK",
        "opens_at": now + timedelta(days=5),
        "closes_at": now + timedelta(days=25),
        "starts_on": "2027-03-01",
        "ends_on": "2027-05-30",
        "places": 120,
    }
    return Stop.objects.create(**{**fields, **changes})


def test_everything_but_name_days_and_places_is_taken_over_exactly(cast: Cast) -> None:
    furnish(cast.stop)
    target = another(cast)
    before = (target.name_fr, target.opens_at, target.closes_at, target.places, target.slug)
    copy_stop(cast.stop, target)
    assert whole(target) == whole(cast.stop)
    assert all(whole(target).values())
    assert (
        target.name_fr,
        target.opens_at,
        target.closes_at,
        target.places,
        target.slug,
    ) == before
    assert sentence(target) == ""


def test_to_copy_twice_makes_nothing_twice_and_leaves_the_source_alone(cast: Cast) -> None:
    furnish(cast.stop)
    target, before = another(cast), whole(cast.stop)
    copy_stop(cast.stop, target)
    copy_stop(cast.stop, target)
    assert (whole(target), whole(cast.stop)) == (before, before)


def test_what_the_source_does_not_have_is_gone_at_the_target_too(cast: Cast) -> None:
    target = another(cast)
    furnish(target)
    bare = another(cast, "taza", prefix="TZ")
    copy_stop(bare, target)
    assert whole(target) == whole(bare) | {"rules": whole(target)["rules"]}
    assert whole(target)["rules"] == [{"blind": False, "reviews": 1, "days_to_appeal": 7}]


def test_a_copy_that_breaks_in_its_last_room_leaves_nothing_of_the_others(cast: Cast) -> None:
    furnish(cast.stop)
    target = another(cast)
    before = whole(target)
    with connection.cursor() as cursor:  # a real refusal of the database, in the last room
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE selection_target ADD CONSTRAINT only_here CHECK (selection_id = %s)",
            [Selection.objects.get(stop=cast.stop).pk],
        )
    with pytest.raises(IntegrityError):
        copy_stop(cast.stop, target)
    assert whole(target) == before


@pytest.mark.parametrize("state", ["open", "closed", "running", "finished"])
def test_a_stop_that_was_open_takes_nothing_over(cast: Cast, state: str) -> None:
    target = another(cast, state=state)
    furnish(cast.stop)
    with pytest.raises(ValidationError) as refusal:
        copy_stop(cast.stop, target)
    assert refusal.value.code == "begun"


def test_from_nothing_to_an_open_stop(cast: Cast) -> None:
    furnish(cast.stop)
    client = cast.client("RS1")
    page = client.post(
        "/desk/stops/new/", {**NEW, "center": cast.stop.center_id, "source": cast.stop.pk}
    )
    assert page.headers["Location"] == "/desk/fes-meknes-2027/setup/"
    made = Stop.objects.get(slug="fes-meknes-2027")
    assert (made.prefix, made.places, made.is_announced) == ("FE", 360, False)
    client.post("/desk/fes-meknes-2027/setup/opening/")
    assert Stop.objects.get(pk=made.pk).takes_applications


def test_a_second_tap_makes_no_second_stop(cast: Cast) -> None:
    client = cast.client("RS1")
    typed = {**NEW, "center": cast.stop.center_id, "places": "200"}
    answers = [client.post("/desk/stops/new/", typed).headers["Location"] for _tap in range(2)]
    assert (answers, Stop.objects.filter(name_fr="Fès-Meknès 2027").count()) == (
        ["/desk/fes-meknes-2027/setup/"] * 2,
        1,
    )


def test_addresses_and_letters_that_are_taken_are_not_given_again(cast: Cast) -> None:
    client = cast.client("RS1")
    for number in (1, 2, 3):
        days = {"opens_at": f"2027-02-0{number}T09:00", "places": "9"}
        client.post("/desk/stops/new/", {**NEW, **days, "center": cast.stop.center_id})
    made = Stop.objects.filter(name_fr="Fès-Meknès 2027").order_by("pk")
    assert list(made.values_list("slug", "prefix")) == [
        ("fes-meknes-2027", "FE"),
        ("fes-meknes-2027-2", "FES"),
        ("fes-meknes-2027-3", "FMA"),
    ]


def test_an_apostrophe_parts_two_words_of_an_address(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(slug="l-etape-d-essai")
    assert free_slug("L’Étape d'essai") == "l-etape-d-essai-2"


def test_without_an_earlier_stop_places_are_asked_and_what_is_typed_stays(cast: Cast) -> None:
    answer = cast.client("RS1").post("/desk/stops/new/", {**NEW, "center": cast.stop.center_id})
    html = answer.content.decode()
    assert (answer.status_code, "Please write how many places there are." in html) == (422, True)
    assert 'value="Fès-Meknès 2027"' in html


def test_nobody_takes_over_from_a_stop_of_another_center(cast: Cast) -> None:
    another(cast)
    answer = cast.client("RS1").post("/desk/meknes/setup/copy/", {"source": cast.elsewhere.pk})
    offered = re.findall(r'<option value="(\d+)"', answer.content.decode())
    assert (answer.status_code, offered) == (422, [str(cast.stop.pk)])


def test_the_page_of_the_copy_says_what_it_did(cast: Cast) -> None:
    furnish(cast.stop)
    another(cast)
    client = cast.client("RS1")
    answer = client.post("/desk/meknes/setup/copy/", {"source": cast.stop.pk}, follow=True)
    assert "Everything but the days is now as at “Stop fes”." in answer.content.decode()


def test_a_center_without_another_stop_is_led_to_what_the_earlier_stop_teaches(cast: Cast) -> None:
    page = cast.client("RS1").get("/desk/fes/setup/copy/").content.decode()
    assert 'href="/desk/fes/memory/">What the earlier stop teaches</a></div>' in page


def test_the_form_of_a_new_stop_holds_the_one_center_and_the_newest_stop(cast: Cast) -> None:
    html = cast.client("RS1").get("/desk/stops/new/").content.decode()
    (center,) = re.findall(r'<input type="hidden" name="center" value="(\d*)"', html)
    (chosen,) = re.findall(r'<option value="(\d+)" selected>', html)
    assert (center, chosen) == (str(cast.stop.center_id), str(cast.stop.pk))


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_centers_that_take_one_address_at_once_are_told_so_and_one_has_it() -> None:
    cast = gather()
    centers = {"RS1": cast.stop.center_id, "RS2": cast.elsewhere.center_id}
    typed = {**NEW, "places": "200", "slug": "caravane", "prefix": ""}
    browsers = [(cast.client(code), centers[code]) for code in ("RS1", "RS2") * 4]

    def tap(number: int) -> int:
        browser, center = browsers[number]
        return browser.post("/desk/stops/new/", {**typed, "center": center}).status_code

    answers = at_once(tap, len(browsers), len(browsers))
    there = Stop.objects.filter(slug="caravane")
    assert (there.count(), set(answers)) == (1, {302, 422})


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_stops_founded_at_once_without_an_address_get_one_each() -> None:
    cast = gather()
    centers = {"RS1": cast.stop.center_id, "RS2": cast.elsewhere.center_id}
    browsers = [(cast.client(code), centers[code]) for code in ("RS1", "RS2") * 4]

    def tap(number: int) -> int:
        browser, center = browsers[number]
        sent = {**NEW, "places": "200", "center": center}
        return browser.post("/desk/stops/new/", sent).status_code

    answers = at_once(tap, len(browsers), len(browsers))
    made = Stop.objects.filter(name_fr="Fès-Meknès 2027").order_by("slug")
    assert (answers, list(made.values_list("slug", flat=True))) == (
        [302] * len(browsers),
        ["fes-meknes-2027", "fes-meknes-2027-2"],
    )


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_copy_made_by_eight_at_once_is_made_once() -> None:
    cast = gather()
    furnish(cast.stop)
    target = another(cast)
    at_once(lambda _tap: copy_stop(cast.stop, Stop.objects.get(pk=target.pk)), 8, 8)
    assert whole(target) == whole(cast.stop)
