"""The words of a stop, as its manager says them; what is not understood is refused at its field."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import BoundField

from messaging.models import Wording
from messaging.occasions import EVENTS
from messaging.words import check_text, defaults
from tests.cast import Cast

PAGE = "/admin/messaging/wording/fes/receipt/"
KNOWN = "\u2066{center}\u2069 \u2066{link}\u2069 \u2066{next_steps}\u2069 \u2066{reference}\u2069"


def today(event: str = "receipt", **changed: str) -> dict[str, str]:
    """What the page sends when nothing was touched, and what was changed."""
    texts = {
        f"{field}_{language}": text
        for language in ("ar", "fr", "en")
        for field, text in defaults(EVENTS[event], language).items()
        if text
    }
    return texts | changed


def written(cast: Cast, code: str = "RS1", page: str = PAGE, **changed: str) -> Any:
    return cast.client(code).post(page, today(**changed))


def fields(answer: Any) -> dict[str, BoundField]:
    looks = answer.context["looks"]
    return {field.name: field for look in looks for field in look.fields}


def test_a_manager_changes_a_text_and_nothing_else_is_kept(cast: Cast) -> None:
    answer = written(cast, short_fr="Merci ! {reference} {link}")
    assert answer.headers["Location"] == "/admin/messaging/wording/fes/"
    own = Wording.objects.get()
    kept = {name: getattr(own, name) for name in today() if getattr(own, name)}
    assert (own.stop, own.event, kept) == (
        cast.stop,
        "receipt",
        {"short_fr": "Merci ! {reference} {link}"},
    )


@pytest.mark.parametrize(
    "text", ["", "Microlabs: your application {reference} has reached us. Follow it: {link}"]
)
def test_an_emptied_text_and_that_of_the_house_give_the_default_back(cast: Cast, text: str) -> None:
    Wording.objects.create(stop=cast.stop, event="receipt", short_en="{link}")
    written(cast, short_en=text)
    assert Wording.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{name} {link}", f"\u2066{{name}}\u2069 means nothing here. What can be named: {KNOWN}."),
        ("{reference}", "This text must contain \u2066{link}\u2069."),
        (
            "{{ link }} {link}",
            f"\u2066{{\u2069 \u2066}}\u2069 means nothing here. What can be named: {KNOWN}.",
        ),
    ],
)
def test_a_wrong_placeholder_is_said_beside_its_text_and_nothing_typed_is_lost(
    cast: Cast, text: str, sentence: str
) -> None:
    answer = cast.client("RS1", language="en").post(PAGE, today(short_fr=text, subject_ar="عنوان"))
    assert (answer.status_code, Wording.objects.count()) == (422, 0)
    form = fields(answer)
    assert [*form["short_fr"].errors] == [sentence]
    assert (form["short_fr"].value(), form["subject_ar"].value()) == (text, "عنوان")
    assert {name: [*field.errors] for name, field in form.items() if field.errors} == {
        "short_fr": [sentence]
    }


def test_a_subject_need_not_hold_the_link(cast: Cast) -> None:
    assert written(cast, subject_fr="Bien reçu").status_code == 302


def test_looking_first_keeps_nothing_and_shows_what_was_typed(cast: Cast) -> None:
    answer = cast.client("RS1").post(PAGE, today(short_fr="Bonjour {link}") | {"look": "1"})
    french = next(look for look in answer.context["looks"] if look.language == "fr")
    assert (answer.status_code, Wording.objects.count()) == (200, 0)
    assert french.words.short == "Bonjour https://labs.example.ma/my/2Zr6Q-n0m5cBvXk9tLwE4A"


def test_the_cards_follow_what_is_typed_even_while_it_is_wrong(cast: Cast) -> None:
    answer = cast.client("RV").post(
        f"{PAGE}preview/", today(short_ar="س" * 71, short_fr="<b>{nom}</b>")
    )
    looks = {look.language: look for look in answer.context["looks"]}
    assert (looks["ar"].parts.count, looks["ar"].parts.units) == (2, 71)
    assert (looks["fr"].words.short, looks["fr"].parts.count) == ("<b>{nom}</b>", 1)
    page = answer.content.decode()
    assert (page.count("&lt;b&gt;{nom}&lt;/b&gt;"), page.count("<b>")) == (2, 0)
    assert page.count("data-preview-of=") == 3


def test_the_card_says_length_parts_and_cost_and_what_leaves_where_length_is_free(
    cast: Cast,
) -> None:
    answer = cast.client("RS1").get("/admin/messaging/wording/fes/accepted/")
    arabic = next(look for look in answer.context["looks"] if look.language == "ar")
    page = " ".join(answer.content.decode().split())
    parts = arabic.parts
    assert (parts.count, arabic.hundred, arabic.chat) == (2, 200, arabic.words.long)
    assert page.count(f"{parts.units} characters, 2 parts · a hundred people cost 200 SMS") == 1


def test_the_samples_are_those_of_the_stop(cast: Cast) -> None:
    answer = cast.client("RS1").get(PAGE)
    french = next(look for look in answer.context["looks"] if look.language == "fr")
    assert french.words.long.endswith(cast.stop.center.name_fr)


def test_the_list_says_where_something_was_changed(cast: Cast) -> None:
    Wording.objects.create(stop=cast.stop, event="nudge", short_fr="{link}", subject_ar="عنوان")
    lines = cast.client("RV").get("/admin/messaging/wording/fes/").context["lines"]
    assert {line.event.code: line.languages for line in lines if line.languages} == {
        "nudge": ["العربية", "Français"]
    }
    assert [line.event.code for line in lines] == [
        *("receipt", "new_link", "private_link", "nudge", "nudge_again", "deadline"),
        *("accepted", "place_offered", "place_reminder", "waiting_list"),
        *("place_lapsed", "place_taken_back", "place_confirmed", "place_given_up"),
        *("seat_registered", "seat_waiting", "seat_offered", "seat_lapsed", "seat_taken_out"),
        *("seat_yes", "seat_no", "workshop_moved", "workshop_cancelled"),
        *("companion_registered", "companion_moved", "companion_over"),
        *("workshop_tomorrow", "workshop_soon", "workshop_invitation"),
        *("workshop_after", "workshop_missed", "workshop_certificate"),
        *("session_booked", "session_moved", "session_offered", "session_expert_away"),
        *("session_put_back", "session_lapsed", "session_cancelled", "session_yes", "session_no"),
        *("session_tomorrow", "session_soon", "expert_booked", "expert_freed"),
        *("session_still_waiting", "session_none", "session_steps", "session_after"),
        *("session_missed", "step_due", "step_yes", "step_no", "queue_soon", "queue_now"),
        *("expert_days_wanted", "session_next_expert", "session_expert_left"),
        "diagnosis",
        "diagnosis_again",
        "declined",
        "second_look_kept",
        "piece",
        *("referral_taken", "referral_refused", "referral_financed", "offer_accepted"),
        *("offer_declined", "stop_opened", "answer_waiting"),
        "no_question",
        "reply_refused",
    ]


def test_a_reviewer_reads_and_does_not_write(cast: Cast) -> None:
    page = cast.client("RV").get(PAGE).content.decode()
    assert (
        page.count('<fieldset class="module words-language" disabled'),
        page.count('name="look"'),
    ) == (3, 0)
    assert written(cast, "RV").status_code == 403


@pytest.mark.parametrize("code", ["group", "answer", "sign_in_code", "digest", "unknown"])
def test_what_is_free_or_said_by_no_stop_has_no_wording(cast: Cast, code: str) -> None:
    assert cast.client("RS1").get(f"/admin/messaging/wording/fes/{code}/").status_code == 404


def test_one_stop_is_opened_at_once(cast: Cast) -> None:
    list_of = "/admin/messaging/wording/"
    assert cast.client("RS1").get(list_of).headers["Location"] == "/admin/messaging/wording/fes/"
    assert {*cast.client("SU").get(list_of).context["stops"]} == {cast.stop, cast.elsewhere}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ici\u00a0: {link}.", []),
        ("({link}) شكرا", []),
        ("{link}، شكرا", []),
        ("{link}€ééé", ["glued"]),
        ("الرابط{link} شكرا", ["glued"]),
    ],
)
def test_a_letter_beside_a_link_is_refused(text: str, codes: list[str]) -> None:
    found = []
    try:
        check_text(text, EVENTS["nudge"])
    except ValidationError as refusal:
        found = [each.code for each in refusal.error_list]
    assert found == codes
