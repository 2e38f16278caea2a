"""One person in two spellings is one file and one account, at every door; search finds them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client

from applications.looking import looked_for
from applications.models import Application
from desk.columns import headers
from desk.keying import possible_duplicates
from desk.searching import search
from desk.words import plain
from people.actions import person_for
from people.introductions import Introduction, people_for
from people.looking import named
from people.models import User
from people.models.indexed import SKELETONS
from people.names import APOSTROPHES, HYPHENS, fold, name_key, phonetic_key, skeleton, sounds
from people.phones import beginning
from questionnaires.compiled_forms import compiled_form
from selection.duplicates.finding import SENTENCES
from selection.duplicates.pairs import groups
from tests.applications.walker import apply
from tests.desk.sheets import row, sheet
from tests.desk.test_desk import form
from tests.desk.test_import import confirm, imported, problems, upload
from tests.desk.test_search import filed
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from tests.cast import Cast

NEW = "/desk/fes/new/"
PHONE = "+212699010056"
ONE_PERSON = [
    ("M’hamed N’Guyer", "M'hamed N'Guyer"),
    ("Fatima-Zahra Alaoui", "Fatima Zahra Alaoui"),
    ("عبد الله العلوي", "عبدالله العلوي"),
]
ALSO_ONE = [
    *ONE_PERSON,
    ("Fatimazahra Alaoui", "Fatima‑Zahra Alaoui"),
    ("Abd El Kader Tazi", "Abdelkader Tazi"),
    ("Abdel-Kader Tazi", "ABDELKADER TAZI"),
    ("Sara El Kadiri", "Sara Elkadiri"),
    ("Sara Al-Kadiri", "Sara Kadiri"),
    ("فاطمة القادري", "فاطمه قادري"),
    ("Aït Ahmed", "Ait-Ahmed"),
    ("M. Alaoui", "M.Alaoui"),
    ("Nour Eddine", "Noureddine"),
    *((f"M{sign}hamed", "Mhamed") for sign in APOSTROPHES),
    *((f"Ben{sign}Ali", "Ben Ali") for sign in HYPHENS),
]
TWO_PEOPLE = [
    ("Amina Alaoui", "Amine Alaoui"),
    ("M'hamed Tazi", "Mohamed Tazi"),
    ("Hassan Omar", "Omar Hassan"),
    ("إلياس", "ياس"),
    ("Ali Tazi", "Alia Tazi"),
    ("الين", "ين"),
]


@pytest.mark.parametrize(("one", "other"), ALSO_ONE)
def test_a_name_is_the_same_without_its_signs_spaces_and_articles(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert (name_key(one) == name_key(other)) is False


def files() -> int:
    """How many files there are of this telephone that were sent."""
    return Application.objects.filter(phone=PHONE, submitted_at__isnull=False).count()


def spelled(cast: Cast, words: str) -> list[str | None]:
    """The numbers of the files that have the words as they are written."""
    return [file.reference for file in search(cast["RS1"], words).rows("files")]


def heard(cast: Cast, words: str) -> list[str | None]:
    """The numbers of the files of the page, in its order."""
    answer = search(cast["RS1"], words)
    return [file.reference for code in ("files", "alike") for file in answer.rows(code)]


@pytest.mark.parametrize("name", ["--", "El", "ال", "’", "l'", "ﷺ" * 60, "a" * 300])
def test_what_is_hardly_a_name_has_a_key_that_fits(name: str) -> None:
    assert 0 < len(name_key(name)) <= 160


def test_headers_with_either_apostrophe_are_one() -> None:
    assert {fold(f"L{sign}étape") for sign in (*APOSTROPHES, "'")} == {"l'etape"}


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_who_signs_up_twice_has_one_file_and_one_account(
    cast: Cast, one: str, other: str
) -> None:
    reach: dict[str, object] = {"phone": "0699010056"}
    apply(Client(), cast.stop, who={"name": one}, reach=reach)
    with pytest.raises(AssertionError, match="لهذا الشخص طلب ترشيح في هذه المحطة من قبل"):
        apply(Client(), cast.stop, who={"name": other}, reach=reach)
    assert (files(), User.objects.filter(phone=PHONE).count()) == (1, 1)


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_the_desk_keys_in_one_person_once(cast: Cast, one: str, other: str) -> None:
    statuses = [
        cast.client("RS1").post(NEW, form(name=name, phone="0699010056")).status_code
        for name in (one, other)
    ]
    alike = possible_duplicates(cast.stop, name=other, phone="")
    assert (statuses, files(), len(alike)) == ([302, 422], 1, 1)


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_a_sheet_with_one_person_twice_says_so(cast: Cast, one: str, other: str) -> None:
    page = upload(cast, sheet(row(name=one), row(name=other)))
    assert problems(page) == [(3, "The same person stands in row 2.")]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_a_sheet_knows_who_has_a_file_already(cast: Cast, one: str, other: str) -> None:
    confirm(cast, upload(cast, sheet(row(name=one))))
    page = upload(cast, sheet(row(name=other)))
    known = Application.objects.get(channel="import").reference
    sentence = f"This person already has an application at this stop: {known}."
    assert (problems(page), imported()) == ([(2, sentence)], 1)


def test_a_header_with_the_other_apostrophe_is_understood(cast: Cast) -> None:
    version = cast.application.version_id
    known = headers(version)
    labels = {
        question.code: question.label
        for question in compiled_form(version, "fr").questions
        if set(question.label) & {"'", "’"}
    }
    straight = {code: known.get(plain(label.replace("’", "'"))) for code, label in labels.items()}
    curly = {code: known.get(plain(label.replace("'", "’"))) for code, label in labels.items()}
    assert (len(labels) > 0, straight == curly == {code: code for code in labels}) == (True, True)


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
@pytest.mark.django_db
def test_one_telephone_and_name_is_one_account(one: str, other: str) -> None:
    first = person_for(name=one, phone=PHONE, email="", language="ar")
    again = person_for(name=other, phone=PHONE, email="", language="ar")
    many = people_for([Introduction(name, PHONE, "", "ar") for name in (one, other)])
    assert {again.pk, *(each.pk for each in many)} == {first.pk}


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_duplicates_say_the_same_name(cast: Cast, one: str, other: str) -> None:
    applicant(cast.stop, 10, name=one)
    applicant(cast.stop, 11, name=other)
    alike = [
        ([file.reference for file in group.files], group.why)
        for group in groups(cast.stop, cast["RS1"]).rows
    ]
    assert alike == [(["FM-0010", "FM-0011"], [str(SENTENCES["name"])])]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("M.Alaoui", "alaoui"),
        ("Med.El Alaoui", "alaoui"),
        ("Alaoui/Bennani", "bennani"),
        ("Alaoui_Bennani", "bennani"),
        ("Alaoui,Bennani", "Bennani"),
        ("Sara (Bennani)", "bennani"),
        ("M’hamed Tazi", "M'hamed"),
        ("M’hamed Tazi", "mhamed"),
        ("Mhamed Tazi", "M’hamed"),
        ("Fatima-Zahra", "zahra"),
        ("القادري", "قادر"),
    ],
)
def test_a_sign_inside_a_name_hides_none_of_its_words(cast: Cast, name: str, words: str) -> None:
    filed(cast.stop, 10, name)
    assert spelled(cast, words) == ["FM-0010"]


@pytest.mark.parametrize(
    "words",
    [
        *("sara.alaoui@exa", "sara.ala", "SARA.ALAOUI@EXAMPLE.ORG"),
        *("06 99 11", "06.99.11.22", "0699-11", "+212 6 99 11", "00212 699 11", "69911"),
        *("+212 (0)6 99 11", "٠٦ ٩٩ ١١", "06 99 11 22 33", "sara 06 99 11", "couture", "tapis"),
        *("l'argan", "d’argan", "argan", "FM-0010", "fm 0010", "0010"),
    ],
)
def test_half_an_address_half_a_number_and_a_trade_are_found(cast: Cast, words: str) -> None:
    file = applicant(
        cast.stop,
        10,
        name="Sara Tazi",
        phone="+212699112233",
        email="sara.alaoui@example.org",
        answers={"activity": "couture/tapis, huile d'argan"},
    )
    Application.objects.filter(pk=file.pk).update(search_text=file.searchable_text)
    filed(cast.stop, 11, "Salma Fassi")
    assert spelled(cast, words) == ["FM-0010"]


@pytest.mark.parametrize(
    ("words", "references"),
    [
        ("fatima", ["FM-0011", "FM-0010"]),
        ("فاطمة", ["FM-0010", "FM-0011"]),
        ("kadiri", ["FM-0011", "FM-0010"]),
        ("qadiri", ["FM-0011", "FM-0010"]),
        ("القادري", ["FM-0010", "FM-0011"]),
        ("hasnaa", ["FM-0012"]),
        ("Fatima Qadiri", ["FM-0011", "FM-0010"]),
        ("Driss", ["FM-0013"]),
        ("Sebti Idriss", ["FM-0013"]),
        ("zzz", []),
    ],
)
def test_a_name_is_found_by_its_sound_and_as_it_is_written_first(
    cast: Cast, words: str, references: list[str]
) -> None:
    for number, name in enumerate(
        ["فاطمة القادري", "Fatima El Kadiri", "حسناء بنموسى", "إدريس السبتي", "Youssef Tazi"], 10
    ):
        filed(cast.stop, number, name)
    assert heard(cast, words) == references


@pytest.mark.parametrize(
    "words",
    ["ﷺ@" * 99 + " Ali", "a" * 5000, "12" * 3000, "'" * 99, "\\' | !q:*", "=VlW ~mn", "\0q"],
)
def test_odd_words_break_no_query(cast: Cast, words: str) -> None:
    filed(cast.stop, 10, "Youssef Tazi")
    assert heard(cast, words) == []


@pytest.mark.parametrize("walking", [False, True])
@pytest.mark.parametrize("words", ["fatima", "فاطمه", "Qadiri", "القادري", "fatima 06 99 01"])
def test_lists_and_conversations_find_both_alphabets(
    cast: Cast, words: str, *, walking: bool
) -> None:
    for number, name in enumerate(["فاطمة م. القادري", "M. Fatima El-Kadiri", "Youssef Tazi"], 10):
        filed(cast.stop, number, name)
    rows = looked_for(Application.objects.filter(stop=cast.stop), words, walking=walking)
    assert sorted(str(row.reference) for row in rows) == ["FM-0010", "FM-0011"]


def test_whole_words_stand_before_those_that_only_begin_so(cast: Cast) -> None:
    for number, name in enumerate(["Ali Tazi", "Alia Tazi", "علي التازي", "Alaoui Tazi"], 10):
        filed(cast.stop, number, name)
    assert heard(cast, "ali") == ["FM-0010", "FM-0011", "FM-0012"]


def test_of_names_that_sound_the_same_the_most_alike_stands_first(cast: Cast) -> None:
    for number, name in enumerate(["حسن العلمي", "حسين العلمي"], 10):
        filed(cast.stop, number, name)
    orders = [heard(cast, words) for words in ("Hassan Alami", "Houcine Alami")]
    assert orders == [["FM-0010", "FM-0011"], ["FM-0011", "FM-0010"]]


@pytest.mark.django_db
def test_the_consonants_of_the_database_are_those_of_the_code() -> None:
    lines = (Path(__file__).parent / "data/names.txt").read_text().split("\n")
    keys = [phonetic_key(name) for line in lines for name in line.split("|")]
    kept_so = SKELETONS % {"expressions": "key"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tsvector_to_array({kept_so}) FROM unnest(%s::text[])"  # noqa: S608  our own
            " WITH ORDINALITY AS each (key, place) ORDER BY place",
            [keys],
        )
        kept = [set(row[0]) for row in cursor.fetchall()]
    assert kept == [{f"~{skeleton(sound)}" for sound in key.split(" ")} for key in keys]


@pytest.mark.parametrize(
    ("written", "begun"),
    [
        ("06 99 11", "+21269911"),
        ("06.99.11", "+21269911"),
        ("+212 (0) 6 99 11", "+21269911"),
        ("00212699", "+212699"),
        ("٠٦٩٩", "+212699"),
        ("+33 6 12", "+33612"),
        ("12", ""),
        ("rue 123", ""),
        ("", ""),
    ],
)
def test_half_a_number_begins_as_telephones_do(written: str, begun: str) -> None:
    assert beginning(written) == begun


@pytest.mark.parametrize(
    "words", ["فاطمة", "fatima", "Qadiri", "M'hamed", "M’hamed", "06 77 88", "f.kadiri@exa"]
)
@pytest.mark.django_db
def test_people_are_found_in_either_alphabet_too(words: str) -> None:
    User.objects.create_user(
        name="M’hamed Fatima El-Kadiri", phone="+212677889900", email="f.kadiri@example.org"
    )
    User.objects.create_user(name="Somebody Else", phone="+212611223344")
    assert [person.phone for person in User.objects.filter(named(words))] == ["+212677889900"]


def test_signs_of_a_keyboard_are_folded_the_same_with_and_without_an_accent() -> None:
    texts = [f" A{chr(sign)}{chr(sign)}  B{chr(sign)}c" for sign in range(128)]
    assert [fold(text) + "e" for text in texts] == [fold(f"{text}é") for text in texts]


@pytest.mark.parametrize("words", ["", "'", "--", "’", " "])
@pytest.mark.django_db
def test_signs_name_nobody(words: str) -> None:
    assert list(User.objects.filter(named(words))) == []


@pytest.mark.django_db
def test_a_new_name_is_heard_anew() -> None:
    person = User.objects.create_user(name="Salma", phone=PHONE)
    person.name = "فاطمة"
    person.save(update_fields=["name"])
    assert User.objects.get(pk=person.pk).phonetic_key == sounds("Fatima")[0]
