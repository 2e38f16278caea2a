"""The words of every occasion: short, in three languages, discreet, never run as a template."""

import pytest

from core.sms_parts import sms_parts, sparing
from messaging.channels.base import channels
from messaging.models import Wording
from messaging.occasions import EVENTS, PLACEHOLDER
from messaging.words import Words, defaults, fill, render
from tests.cast import Cast

LANGUAGES = ("ar", "fr", "en")
BY_PHONE = [event for event in EVENTS.values() if event.short and not event.free]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_two_sms_with_its_link_and_a_code_one(language: str) -> None:
    parts = {
        event.code: sms_parts(
            sparing(render(event.code, language=language, context=event.samples, stop=None).short)
        ).count
        for event in BY_PHONE
    }
    assert {code for code, count in parts.items() if count > 2} == set()
    assert parts["sign_in_code"] == 1


@pytest.mark.parametrize(
    ("language", "house"), [("ar", "ميكرولابس: "), ("fr", "Microlabs\xa0: "), ("en", "Microlabs: ")]
)
def test_every_text_says_first_who_writes(language: str, house: str) -> None:
    texts = {event.code: defaults(event, language)["short"] for event in BY_PHONE}
    assert {code: text for code, text in texts.items() if not text.startswith(house)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_comes_after_the_words_that_say_what_it_is_for(language: str) -> None:
    texts = {event.code: defaults(event, language)["short"] for event in BY_PHONE}
    before = {code: text.partition("{link}")[0] for code, text in texts.items() if "{link}" in text}
    assert {code: text for code, text in before.items() if len(text.split()) < 4} == {}


@pytest.mark.parametrize(
    ("code", "ar", "fr"),
    [
        ("accepted", "تم قبول طلبك", "une place vous est réservée"),
        ("waiting_list", "لائحة الانتظار", "liste d’attente"),
        ("declined", "لم يُقبل طلبك", "n’a pas été retenue"),
        ("second_look_kept", "بقي القرار", "la décision reste"),
        ("place_lapsed", "لم يُؤكد", "n’a pas été confirmée"),
        ("place_taken_back", "عاد إلى صاحبه", "revient à la personne précédente"),
    ],
)
def test_a_decision_says_what_was_decided(code: str, ar: str, fr: str) -> None:
    texts = [defaults(EVENTS[code], language)["short"] for language in ("ar", "fr")]
    assert [words in text for words, text in zip((ar, fr), texts, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("channel", "event", "takes"),
    [
        ("sms", "accepted", "short"),
        ("whatsapp", "accepted", "long"),
        ("by_hand", "declined", "long"),
        ("email", "declined", "long"),
        ("by_hand", "receipt", "short"),  # its long text names a link that no hand may hold
        ("whatsapp", "nudge", "short"),  # and its one the link that ends a mail
        ("whatsapp", "sign_in_code", "short"),
        ("email", "receipt", "long"),
    ],
)
def test_a_text_is_short_only_where_its_length_is_paid(
    channel: str, event: str, takes: str
) -> None:
    words = Words(short="short", subject="", long="long")
    assert channels()[channel].lay_out(words, EVENTS[event]) == ("", takes)


@pytest.mark.parametrize("code", EVENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_nothing_unknown_and_all_that_is_needed(code: str, language: str) -> None:
    occasion = EVENTS[code]
    for field, text in defaults(occasion, language).items():
        named = set(PLACEHOLDER.findall(text))
        wanted = occasion.required if text and field != "subject" else frozenset()
        assert (sorted(named - occasion.names), sorted(wanted - named)) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lock_screen_shows_no_name_and_no_matter(language: str) -> None:
    allowed = {"code", "reference", "link", "day", "title", "short_title", "words"}
    allowed |= {"number", "count"}  # in the queue of a day; of people whom nobody has seen
    named = {
        name
        for event in EVENTS.values()
        for field, text in defaults(event, language).items()
        if field != "long"
        for name in PLACEHOLDER.findall(text)
    }
    assert named - allowed == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "ميكرولابس: رمز الدخول هو 123456. لا يُعطى لأي أحد."),
        ("fr", "Microlabs\xa0: votre code est 123456. Ne le donnez à personne."),
        ("en", "Microlabs: your code is 123456. Give it to nobody."),
    ],
)
def test_a_code_is_said_in_the_readers_language(language: str, words: str) -> None:
    assert (
        render("sign_in_code", language=language, context={"code": "123456"}, stop=None).short
        == words
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{reference}", "FM-0142"),
        ("{reference.__class__}", "{reference.__class__}"),
        ("{{ settings.SECRET_KEY }} {% debug %}", "{{ settings.SECRET_KEY }} {% debug %}"),
        ("{0} {} {unknown} %(reference)s", "{0} {} {unknown} %(reference)s"),
        ("e\u0301", "é"),
    ],
)
def test_only_known_placeholders_are_replaced(text: str, words: str) -> None:
    assert fill(text, {"reference": "FM-0142"}, frozenset({"reference"})) == words


def test_what_stands_for_a_placeholder_is_not_read_again() -> None:
    assert (
        fill("{center}", {"center": "{link}", "link": "secret"}, frozenset({"center", "link"}))
        == "{link}"
    )


@pytest.mark.django_db
def test_a_number_keeps_its_direction_in_an_arabic_mail_and_a_link_stays_bare() -> None:
    context = EVENTS["receipt"].samples
    arabic = render("receipt", language="ar", context=context, stop=None)
    assert arabic.long.count("\u2066FM-0142\u2069") == 1
    assert f"\n{context['link']}\n" in arabic.long
    assert "\u2066" not in arabic.short + arabic.subject
    assert "\u2066" not in render("receipt", language="fr", context=context, stop=None).long


def test_a_stop_says_it_in_its_own_words_where_it_has_some(cast: Cast) -> None:
    Wording.objects.create(stop=cast.stop, event="receipt", short_fr="Merci ! {reference} {link}")
    context = {"reference": "FM-1", "link": "https://l", "center": "CRI"}
    own = render("receipt", language="fr", context=context, stop=cast.stop)
    assert (own.short, own.subject) == (
        "Merci ! FM-1 https://l",
        "Nous avons reçu votre candidature",
    )
    house = "Microlabs\xa0: votre candidature FM-1 est bien arrivée. La suivre\xa0: https://l"
    assert render("receipt", language="fr", context=context, stop=cast.elsewhere).short == house
    assert (
        render("receipt", language="ar", context=context, stop=cast.stop).short
        == "ميكرولابس: وصلنا طلب ترشيحك رقم FM-1. لتتبعه: https://l"
    )


@pytest.mark.django_db
def test_without_next_steps_the_mail_has_no_hole() -> None:
    long = render("receipt", language="fr", context={"reference": "FM-1"}, stop=None).long
    assert "\n\n\n" not in long


def test_the_parameters_of_a_template_are_those_of_its_short_text_in_order() -> None:
    assert [
        EVENTS[code].parameters for code in ("receipt", "nudge_again", "sign_in_code", "digest")
    ] == [
        ("reference", "link"),
        ("day", "link"),
        ("code",),
        (),
    ]
