"""The assistant of a stop: what it needs, what it says of it, how it opens."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from applications import cached
from desk.setup.forms import Texts
from people.models import Membership
from programs.models import Partner, Stop, Theme
from programs.opening import preparations_of
from selection.models import Criterion, Selection
from selection.review.criteria import load_defaults
from tests.cast import NOBODY
from tests.rows import DOORS

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

DAY = timedelta(days=1)
TEXTS = {
    f"{text}_{code}": f"{text} {code}"
    for text in ("tagline", "description", "next_steps")
    for code in ("ar", "fr", "en")
}


def prepare(cast: Cast, **texts: str) -> Stop:
    """The stop of the cast before it opened, with these texts alone, without criteria."""
    now = timezone.now()
    Criterion.objects.filter(stop=cast.stop).delete()
    cast.stop.partners.clear()
    Stop.objects.filter(pk=cast.stop.pk).update(
        state=Stop.State.PREPARED,
        is_announced=False,
        opens_at=now + 5 * DAY,
        closes_at=now + 25 * DAY,
        **{**dict.fromkeys(TEXTS, ""), **texts},
    )
    return Stop.objects.get(pk=cast.stop.pk)


def states(stop: Stop) -> dict[str, str]:
    with translation.override("en"):
        return {each.code: each.state for each in preparations_of(stop)}


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def public_pages(cast: Cast) -> list[str]:
    """Every page that anybody may look at under the address of a stop."""
    doors = [pair for rows in DOORS.values() for pair in rows.items()]
    open_ = [(name, door) for name, door in doors if door.get and door.get[NOBODY] == "Y"]
    named = [(name, door.at(cast, cast.stop)) for name, door in open_]
    addresses = {reverse(name, args=args) for name, args in named if args[:1] == ["fes"]}
    return sorted(address for address in addresses if address.startswith("/fes/"))


def test_it_lists_what_a_stop_needs_each_with_its_state(cast: Cast) -> None:
    assert states(prepare(cast)) == {
        "dates": "reached",
        "texts": "required",
        "themes": "missing",
        "criteria": "required",
        "form": "reached",
        "shares": "missing",
        "messages": "reached",
        "team": "reached",
        "partners": "missing",
        "memory": "missing",
        "consents": "missing",
        "interest": "missing",
    }


def test_a_text_in_two_languages_is_better_in_three_but_hinders_nothing(cast: Cast) -> None:
    stop = prepare(cast, **{**TEXTS, "tagline_en": ""})
    (texts,) = (each for each in preparations_of(stop) if each.code == "texts")
    assert (texts.state, texts.lacks) == ("missing", ())


def test_what_is_missing_is_said_with_a_link_to_the_page_that_changes_it(cast: Cast) -> None:
    prepare(cast)
    html = cast.client("RS1").get("/desk/fes/setup/").content.decode()
    lines = re.findall(r'<li data-state="(required|missing)">.*?href="([^"]+)"', html, re.DOTALL)
    assert lines == [
        ("required", "/desk/fes/setup/texts/"),
        ("missing", "/desk/fes/setup/themes/"),
        ("required", "/desk/fes/criteria/"),
        ("missing", "/desk/fes/choosing/targets/"),
        ("missing", "/desk/fes/setup/partners/"),
        ("missing", "/desk/fes/memory/"),
        ("missing", "/admin/people/consenttext/"),
        ("missing", "/desk/fes/setup/#announcement"),
    ]


def test_opening_asks_once_and_refuses_with_the_list(cast: Cast) -> None:
    prepare(cast)
    client = cast.client("RS1")
    asked = page(client.get("/desk/fes/setup/opening/"))
    refused = client.post("/desk/fes/setup/opening/")
    assert "Not written yet: one sentence" in asked
    assert (refused.status_code, "criteria of the selection" in page(refused)) == (422, True)
    assert Stop.objects.get(slug="fes").state == Stop.State.PREPARED


def test_a_stop_that_has_everything_required_opens(cast: Cast) -> None:
    load_defaults(prepare(cast, **TEXTS))
    client = cast.client("RS1")
    assert "everybody may apply" in page(client.get("/desk/fes/setup/opening/"))
    assert client.post("/desk/fes/setup/opening/").headers["Location"] == "/desk/fes/setup/"
    assert Stop.objects.get(slug="fes").takes_applications


def test_nobody_outside_sees_a_stop_before_it_is_announced(cast: Cast) -> None:
    load_defaults(prepare(cast, **TEXTS))
    addresses = public_pages(cast)
    assert {"/fes/", "/fes/apply/", "/fes/figures/", "/fes/card-fr.png"} <= set(addresses)
    unseen = {address: cast.client().get(address).status_code for address in addresses}
    assert "Stop fes" not in page(cast.client().get("/"))
    assert "tagline en" in page(cast.client("RS1").get("/desk/fes/setup/preview/"))
    cast.client("RS1").post("/desk/fes/setup/announcement/")
    cached.forget()
    seen = {address: cast.client().get(address).status_code for address in addresses}
    assert unseen == dict.fromkeys(addresses, 404)
    assert set(seen.values()) == {200, 302}


def test_an_empty_stop_is_not_announced(cast: Cast) -> None:
    prepare(cast)
    cast.client("RS1").post("/desk/fes/setup/announcement/")
    assert not Stop.objects.get(slug="fes").is_announced


def test_what_is_refused_stays_typed(cast: Cast) -> None:
    prepare(cast)
    typed = {
        "name_ar": "اسم",
        "name_fr": "Un autre nom",
        "opens_at": "2027-02-20T09:00",
        "closes_at": "2027-02-10T18:00",
        "starts_on": "2027-03-01",
        "ends_on": "2027-05-30",
        "places": "٣٥٠",
        "slug": "fes",
        "prefix": "FM",
    }
    answer = cast.client("RS1").post("/desk/fes/setup/dates/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Un autre nom"' in html
    assert "Applications must open before they close." in html
    assert "Stop fes" in html


def test_a_form_keeps_its_own_columns_alone(cast: Cast) -> None:
    form = Texts({**TEXTS, "tagline_fr": "Une phrase"}, instance=prepare(cast))
    assert form.is_valid()
    Stop.objects.filter(pk=cast.stop.pk).update(last_number=77)  # somebody applies meanwhile
    form.save()
    kept = Stop.objects.get(slug="fes")
    assert (kept.tagline_fr, kept.tagline_ar, kept.last_number) == (
        "Une phrase",
        "tagline ar",
        77,
    )


def test_texts_of_the_house_fill_what_is_empty_and_leave_what_is_written(cast: Cast) -> None:
    stop = prepare(cast, tagline_fr="À nous")
    manager, address = cast.client("RS1"), f"/desk/{stop.slug}/setup/texts/"
    for filled in (8, 0):
        answer = manager.post(f"{address}house/", follow=True)
        assert f"{filled} texts were filled in" in page(answer)
    kept = Stop.objects.get(pk=stop.pk)
    assert kept.tagline_fr == "À nous"
    assert [name for name in TEXTS if not getattr(kept, name)] == []
    assert states(kept)["texts"] == "reached"
    assert "Fill what is empty" not in page(manager.get(address))


def test_a_stop_with_nothing_to_take_over_may_open_after_one_act_of_the_house(cast: Cast) -> None:
    stop = prepare(cast, description_ar="نصنا")
    stop.themes.clear()
    manager, home = cast.client("RS1"), f"/desk/{stop.slug}/setup/"
    assert "with what the house has" in page(manager.get(home))
    assert "themes and criteria that were empty are filled." in page(
        manager.post(f"{home}house/", follow=True)
    )
    assert {"texts", "criteria", "themes"} <= {
        code for code, state in states(Stop.objects.get(pk=stop.pk)).items() if state == "reached"
    }
    assert Stop.objects.get(pk=stop.pk).description_ar == "نصنا"
    assert "with what the house has" not in page(manager.get(home))
    manager.post(f"{home}opening/")
    assert Stop.objects.get(pk=stop.pk).state == "open"


def test_texts_are_typed_in_the_direction_of_their_language(cast: Cast) -> None:
    html = cast.client("RS1", "ar").get("/desk/fes/setup/texts/").content.decode()
    fields = re.findall(r"<textarea[^>]*>", html)
    told = [re.search(r'name="(\w+)".*dir="(\w+)"', field, re.DOTALL) for field in fields]
    assert [(each[1], each[2]) for each in told if each][:3] == [
        ("tagline_ar", "rtl"),
        ("tagline_fr", "ltr"),
        ("tagline_en", "ltr"),
    ]


def test_themes_and_partners_are_ticked(cast: Cast) -> None:
    theme = Theme.objects.earliest("pk")
    bank = Partner.objects.create(code="caisse", name_ar="بنك", name_fr="Banque", kind="bank")
    client = cast.client("RS1")
    client.post("/desk/fes/setup/themes/", {"themes": [theme.pk]})
    client.post("/desk/fes/setup/partners/", {"partners": [bank.pk]})
    assert (list(cast.stop.themes.all()), list(cast.stop.partners.all())) == ([theme], [bank])


def test_somebody_is_invited_to_the_team_and_their_role_taken_away(cast: Cast) -> None:
    client = cast.client("RS1")
    html = client.get("/desk/fes/setup/team/").content.decode()
    (center,) = re.findall(r'<input type="hidden" name="center" value="(\d*)"', html)
    invited = {
        "name": "Hind",
        "email": "hind@example.org",
        "language": "fr",
        "role": "reviewer",
        "center": center,
    }
    client.post("/desk/fes/setup/team/", invited)
    role = Membership.objects.get(user__email="hind@example.org")
    twice = client.post("/desk/fes/setup/team/", invited)
    client.post(f"/desk/fes/setup/team/{role.pk}/deletion/")
    assert (twice.status_code, Membership.objects.filter(pk=role.pk).exists()) == (422, False)
    assert list(role.user.messages.values_list("event", flat=True)) == ["invitation"]


def test_a_manager_takes_no_manager_and_nobody_elsewhere_away(cast: Cast) -> None:
    client = cast.client("RS1")
    kept = Membership.objects.exclude(role__in=["reviewer", "expert", "partner"])
    met = {client.post(f"/desk/fes/setup/team/{role.pk}/deletion/").status_code for role in kept}
    assert met == {404}


@pytest.mark.parametrize(
    ("state", "decided", "now", "coming"),
    [
        ("prepared", False, "Prepared", "Next: applications open on"),
        ("open", False, "Call for applications", "Next: applications close on"),
        ("closed", False, "Reading", "Next: the files are read and the decisions are published."),
        ("closed", True, "Decisions", "Next: the support begins on"),
        ("running", True, "Support", "Next: the support ends on"),
        ("finished", True, "Bulletin", "The stop is finished: its figures are its bulletin."),
    ],
)
def test_its_life_says_where_it_stands_and_what_comes_next(
    cast: Cast, state: str, now: str, coming: str, *, decided: bool
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state=state)
    if decided:
        Selection.objects.update_or_create(
            stop=cast.stop, defaults={"published_at": timezone.now()}
        )
    html = cast.client("RS1").get("/desk/fes/setup/").content.decode()
    found = re.search(r'aria-current="step">\s*<b>([^<]+)</b>', html)
    assert found
    assert (found[1], coming in html) == (now, True)


def test_the_assistant_costs_the_same_for_one_of_each_and_for_three(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("RS1")
    client.get("/desk/fes/setup/")
    for number in range(3):
        Partner.objects.create(code=f"p{number}", name_ar="ش", name_fr="P", kind="bank")
        cast.stop.partners.set(Partner.objects.all())
        cast.stop.themes.set(Theme.objects.all()[: number + 1])
        with django_assert_num_queries(16):
            client.get("/desk/fes/setup/")
