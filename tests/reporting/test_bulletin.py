"""The bulletin of a stop: its numbers on page, paper and card, its versions, who may do what."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image

from coaching.models import Booking
from people.todo import Desk
from programs.models import Partner, Stop, Theme
from reporting.bulletin import paper
from reporting.bulletin.making import frozen, sheets_of
from reporting.bulletin.masking import funnel_of
from reporting.bulletin.sheet import thawed
from reporting.models import Bulletin, Cell, Count, Published, WhatFollows
from reporting.opening import preparations
from reporting.todo import todo
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Arrival

if TYPE_CHECKING:
    from tests.cast import Cast

DESK = "/desk/fes/bulletin/"
AT = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
WORDS = {"arabic": "تستمر المواكبة مع العلالي ستة أشهر.", "french": "Le suivi dure six mois."}
TABLES = {
    ("applications", "total"): {"": 500},
    ("participants", "total"): {"": 360},
    ("applications", "province"): {"MA-FES": 330, "MA-MEK": 158, "MA-TAZ": 5, "": 7},
    ("participants", "sector"): {"trade": 84, "textile": 30, "hairdressing": 28, "": 218},
}
SECOND_WAY = """
SELECT breakdown, value, count, round(1000.0 * count / sum(count) OVER (PARTITION BY breakdown))
FROM reporting_published JOIN programs_stop ON programs_stop.id = stop_id
WHERE slug = %s AND breakdown IN ('province', 'sector') ORDER BY 1, count DESC, 2
"""


def show_tables(stop: Stop) -> None:
    """Let everybody see the figures of `TABLES`."""
    Published.objects.bulk_create(
        Published(
            stop=stop,
            population=population,
            breakdown=breakdown,
            value=value,
            count=count,
            counted_at=AT,
        )
        for (population, breakdown), lines in TABLES.items()
        for value, count in lines.items()
    )


@pytest.fixture(autouse=True)
def stop(cast: Cast) -> Stop:
    """A stop whose public figures were counted, with a workshop and a session behind it."""
    show_tables(cast.stop)
    held = make_workshop(cast.stop, at=AT - timedelta(days=3), capacity=9, title_fr="Vendre")
    make_workshop(cast.stop, at=AT - timedelta(days=2), state="draft", published_at=None)
    make_workshop(cast.stop, at=AT + timedelta(days=1))
    Arrival.objects.bulk_create(
        Arrival(workshop=held, name=f"ZZC walk-in {n}", state="present", how="door")
        for n in range(6)
    )
    return Stop.objects.get(pk=cast.stop.pk)


def published(cast: Cast, **words: str) -> Any:
    """The desk after the text was kept and the bulletin signed off."""
    client = cast.client("RS1")
    seen = client.get(DESK).context["form"].initial["seen"]
    assert client.post(DESK, {**WORDS, **words, "seen": seen}).status_code == 302
    return client.post(f"{DESK}publication/")


def text_of(drawn: bytes) -> str:
    document = pypdfium2.PdfDocument(drawn)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def json_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def sha(drawn: bytes) -> str:
    return hashlib.sha256(drawn).hexdigest()


def draw(stop: Stop, kind: str, language: str = "fr") -> bytes:
    return paper.drawn(kind, sheets_of(stop, AT)[language], language, at=AT, version=0)


def sessions(stop: Stop, at: datetime) -> int:
    numbers = sheets_of(stop, at)["fr"].numbers
    return next(each.count for each in numbers if each.code == "sessions")


def test_the_numbers_are_those_of_the_public_page_and_of_plain_sql(cast: Cast, stop: Stop) -> None:
    published(cast)
    with connection.cursor() as cursor:
        cursor.execute(SECOND_WAY, [stop.slug])
        counted = [(code, value, count, int(share)) for code, value, count, share in cursor]
    sheet = cast.client().get("/fes/bulletin/").context["sheet"]
    shown = [
        (table.code, line.value, line.count, round(1000 * line.share))
        for table in sheet.in_short
        for line in table.lines
    ]
    assert sorted(shown) == sorted(counted)
    assert {each.code: each.count for each in sheet.numbers} == {
        "applications": 500,
        "participants": 360,
        "workshops": 1,
        "sessions": 0,
        "partners": 1,
    }


@pytest.mark.parametrize("kind", ["bulletin", "report"])
def test_the_paper_says_what_the_page_says(cast: Cast, kind: str) -> None:
    published(cast)
    read = text_of(cast.client().get(f"/fes/bulletin/{kind}-fr.pdf").content)
    page = content_of(cast.client(language="fr").get("/fes/bulletin/"))
    wanted = ["500", "360", "66,0", "31,6", "1,0", "23,3", "8,3", "7,8", "Le suivi dure six mois."]
    assert [each for each in wanted if each not in read] == []
    assert [each for each in wanted if each not in page] == []


def test_arabic_stands_whole_on_the_paper(cast: Cast, stop: Stop) -> None:
    published(cast)
    read = text_of(cast.client().get("/fes/bulletin/bulletin-ar.pdf").content)
    wanted = ["محطة fes", "مكناس 158 31,6%", "تستمر المواكبة مع العلالي ستة أشهر."]
    assert [each for each in wanted if each not in read] == []
    names = text_of(paper.drawn("bulletin", sheets_of(stop, AT)["ar"], "ar", at=AT, version=0))
    assert "فاس 330 66,0%" in names


@pytest.mark.parametrize("kind", ["bulletin", "report"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_paper_is_to_be_kept_for_good_and_can_be_read_aloud(
    stop: Stop, kind: str, language: str
) -> None:
    with pikepdf.open(io.BytesIO(draw(stop, kind, language))) as made:
        with made.open_metadata() as said:
            claims = [said[f"pdfaid:{name}"] for name in ("part", "conformance")]
            claims.append(said["pdfuaid:part"])
        fonts = {
            str(font.get("/BaseFont", "")).partition("+")[2].partition("-")[0]
            for page in made.pages
            for font in page.Resources.Font.values()
        }
        assert claims == ["2", "A", "1"]
        assert str(made.Root.Lang) == language
        assert fonts <= {"Amiri", "IBMPlexSansArabic"}


def test_the_same_data_make_the_same_bytes_in_another_process(cast: Cast) -> None:
    published(cast)
    row = Bulletin.objects.get()
    script = (
        "import sys, json, hashlib, django; django.setup();"
        "from reporting.bulletin import paper; from reporting.bulletin.sheet import thawed;"
        "from datetime import datetime, UTC;"
        "kept = json.load(sys.stdin); at = datetime(2026, 11, 29, 2, 30, tzinfo=UTC);"
        "print(*[hashlib.sha256(paper.drawn(kind, thawed(kept[code]), code, at=at, version=1))"
        ".hexdigest() for kind in ('bulletin', 'report', 'card') for code in ('ar', 'fr')])"
    )
    told = json_of(row.sheets)
    runs = [
        subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-c", script],
            input=told,
            capture_output=True,
            check=True,
            text=True,
            cwd=Path(__file__).parents[2],
        ).stdout.strip()
        for _turn in range(2)
    ]
    here = [
        sha(paper.drawn(kind, thawed(row.sheets[code]), code, at=AT, version=1))
        for kind in ("bulletin", "report", "card")
        for code in ("ar", "fr")
    ]
    assert runs == [" ".join(here)] * 2


def test_whatever_stands_on_it_is_one_page(stop: Stop) -> None:
    longest = "واكبنا المقاولين والتعاونيات في كل الأقاليم. " * 15
    WhatFollows.objects.create(stop=stop, arabic=longest, french="Nous restons à vos côtés. " * 26)
    Published.objects.bulk_create(
        Published(
            stop=stop, population="applications", breakdown="province", value=f"MA-X{n}",
            count=9, counted_at=AT,
        )
        for n in range(70)
    )  # fmt: skip
    for n in range(30):
        name = f"Institution partenaire de la région numéro {n}, avec un nom très long"
        stop.partners.add(
            Partner.objects.create(code=f"p{n}", kind="bank", name_ar=name, name_fr=name)
        )
    for language in paper.LANGUAGES:
        assert len(pypdfium2.PdfDocument(draw(stop, "bulletin", language))) == 1
    WhatFollows.objects.update(arabic="ن\n" * 350, french="a\n" * 350)
    for language in paper.LANGUAGES:
        assert len(pypdfium2.PdfDocument(draw(stop, "bulletin", language))) == 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_card_is_a_small_picture(stop: Stop, language: str) -> None:
    drawn = draw(stop, "card", language)
    assert (Image.open(io.BytesIO(drawn)).size, len(drawn) <= 100_000) == ((1200, 630), True)


def test_the_page_shows_its_card_where_it_is_shared(cast: Cast) -> None:
    published(cast)
    page = cast.client(language="fr").get("/fes/bulletin/").content.decode()
    found = dict(re.findall(r'<meta property="og:image(:alt)?" content="([^"]+)">', page))
    assert found[""].endswith("/fes/bulletin/card-fr.png?v=1")
    assert found[":alt"].startswith("Bilan d’étape provisoire")
    assert found[":alt"].split(" · ")[2].endswith(": 500")  # right after any number
    card = cast.client().get("/fes/bulletin/card-fr.png")
    assert (card.status_code, card.headers["Content-Type"]) == (200, "image/png")
    assert len(gzip.compress(page.encode(), 6)) <= 14_000


def test_nothing_is_public_before_it_is_signed_off(cast: Cast) -> None:
    files = ["", "bulletin-fr.pdf", "report-fr.pdf", "card-ar.png"]
    assert [cast.client().get(f"/fes/bulletin/{each}").status_code for each in files] == [404] * 4
    assert "/fes/bulletin/" not in cast.client().get("/fes/").content.decode()


def test_it_needs_words_in_both_languages(cast: Cast) -> None:
    answer = published(cast, arabic="")
    page = cast.client("RS1").get(answer.headers["Location"])
    assert "Say first what follows, in both languages." in content_of(page)
    assert Bulletin.objects.count() == 0


def test_a_version_stays_as_it_was_until_another_one_is_signed_off(cast: Cast, stop: Stop) -> None:
    published(cast)
    first = cast.client().get("/fes/bulletin/bulletin-fr.pdf").content
    stop.published.filter(breakdown="total", population="applications").update(count=600)
    published(cast)
    second = cast.client().get("/fes/bulletin/bulletin-fr.pdf").content
    assert ("600" in text_of(first), "600" in text_of(second)) == (False, True)
    client = cast.client("RS1")
    client.post(f"{DESK}2/withdrawal/")
    assert cast.client().get("/fes/bulletin/bulletin-fr.pdf").content == first
    client.post(f"{DESK}2/return/")
    assert cast.client().get("/fes/bulletin/bulletin-fr.pdf").content == second


def test_the_same_again_is_no_new_version(cast: Cast) -> None:
    published(cast)
    cast.client("RS1").post(f"{DESK}publication/")
    assert list(Bulletin.objects.values_list("version", flat=True)) == [1]


def test_the_text_of_a_colleague_is_not_lost(cast: Cast) -> None:
    client = cast.client("RS1")
    client.post(DESK, {**WORDS, "seen": "0"})
    late = client.post(DESK, {"arabic": "نص آخر", "french": "Autre texte", "seen": "0"})
    assert late.status_code == 422
    assert "Le suivi dure six mois." in content_of(late)
    assert "Autre texte" in content_of(late)
    again = {"arabic": "نص آخر", "french": "Autre texte", "seen": late.context["form"].data["seen"]}
    assert client.post(DESK, again).status_code == 302
    assert WhatFollows.objects.get().french == "Autre texte"


def test_a_text_that_is_too_long_is_refused_and_stays_typed(cast: Cast) -> None:
    answer = cast.client("RS1").post(DESK, {"arabic": "", "french": "long " * 200, "seen": "x"})
    assert (answer.status_code, "long long" in content_of(answer)) == (422, True)


@pytest.mark.parametrize("kind", ["bulletin", "report"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_letters_that_no_font_has_are_left_out_of_the_paper(
    stop: Stop, kind: str, language: str
) -> None:
    odd = "Crédit 😀 漢字 ⵜⴰ, é\u0302 #set $x$ @ref [[ \\ \u202eabc\u202c"
    stop.partners.add(
        Partner.objects.create(code="odd", kind="bank", name_ar="بنك 🚀", name_fr=odd)
    )
    WhatFollows.objects.create(stop=stop, arabic="نص ❤️ كامل", french=odd)
    read = {code: text_of(draw(stop, kind, code)) for code in {language, "fr"}}
    assert "😀" not in read[language]
    assert "#set $x$ @ref [[" in read["fr"]


def test_whoever_writes_letters_that_no_font_has_is_told(cast: Cast) -> None:
    answer = cast.client("RS1").post(DESK, {"arabic": "شكرا", "french": "Merci 😀", "seen": "0"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["french"] == [
        "No font has these letters: 😀 Please write it without them."
    ]
    assert "Merci 😀" in content_of(answer)


def test_the_stop_leads_to_its_bulletin(cast: Cast) -> None:
    published(cast)
    assert 'href="/fes/bulletin/"' in cast.client().get("/fes/").content.decode()


def test_no_personal_value_stands_on_it(cast: Cast, stop: Stop) -> None:
    expert = make_expert(cast.stop, 1)
    slot = make_slot(expert, cast.stop)
    make_booking(slot, make_participation(cast.stop, 1, name="ZZC person"))
    published(cast)
    told = json_of(Bulletin.objects.get().sheets)
    for kind in ("bulletin", "report"):
        told += text_of(draw(stop, kind))
    assert "ZZC" not in told


def test_only_sessions_that_were_held_by_then_count(cast: Cast, stop: Stop) -> None:
    expert = make_expert(cast.stop, 1)
    booking = make_booking(make_slot(expert, cast.stop), make_participation(cast.stop, 1))
    Booking.objects.filter(pk=booking.pk).update(
        state="held", starts_at=AT - timedelta(hours=2), ends_at=AT - timedelta(hours=1)
    )
    assert sessions(stop, AT) == 1
    assert sessions(stop, AT - timedelta(hours=2)) == 0


def test_a_workshop_of_few_shows_no_number(stop: Stop) -> None:
    assert [each.came for each in sheets_of(stop, AT)["fr"].workshops] == [6]
    Arrival.objects.filter(pk__in=Arrival.objects.values("pk")[:2]).delete()
    assert [each.came for each in sheets_of(stop, AT)["fr"].workshops] == [None]


def test_a_step_that_singles_out_a_few_is_left_out() -> None:
    public = {"applications": 500, "participants": 360}
    counts = {"started": 640, "decided": 497, "attended": 200, "coached": 203, "financed": 3}
    assert funnel_of(counts, public, {}) == {
        "started": 640,
        "applications": 500,
        "participants": 360,
        "attended": 200,
    }
    assert "attended" not in funnel_of(counts, public, {"attended": [198]})


def test_needs_are_those_that_were_released_for_partners(stop: Stop) -> None:
    assert sheets_of(stop, AT)["fr"].needs is None
    for code, people in {"financing": 200, "marketing": 90}.items():
        theme = Theme.objects.get(code=code)
        own = {"stop": stop, "theme": theme, "day": AT.date()}
        Cell.objects.create(**own, cube="total", value="", number=people)
        Cell.objects.create(**own, cube="province", value="MA-FES", number=people)
    needs = sheets_of(stop, AT)["fr"].needs
    assert needs
    assert [(line.value, line.count) for line in needs.lines] == [
        ("financing", 200),
        ("marketing", 90),
    ]


def test_the_funnel_reads_the_counters(stop: Stop) -> None:
    for population, count in {"started": 700, "attended": 210}.items():
        Count.objects.create(stop=stop, population=population, breakdown="total", count=count)
    assert {each.code: each.count for each in sheets_of(stop, AT)["fr"].funnel} == {
        "started": 700,
        "applications": 500,
        "participants": 360,
        "attended": 210,
    }


def test_a_stop_that_is_over_waits_for_its_bulletin(cast: Cast, stop: Stop) -> None:
    Stop.objects.filter(pk=stop.pk).update(
        starts_on=AT.date() - timedelta(days=90), ends_on=AT.date() - timedelta(days=1)
    )
    over = Stop.objects.get(pk=stop.pk)
    later = AT + timedelta(days=1)
    desk = Desk(cast["RS1"], [over, cast.elsewhere], {}, later)
    assert [(each.count, each.url) for each in todo(desk)[:1]] == [(1, DESK)]
    Bulletin.objects.create(stop=stop, version=1, sheets={}, counted_at=AT)
    assert [each.count for each in todo(desk)[:1]] == [0]


def test_the_set_up_leads_to_the_bulletin_of_a_stop_that_is_over(stop: Stop) -> None:
    assert preparations(stop) == []
    today = timezone.localdate()
    stop.starts_on, stop.ends_on = today - timedelta(days=9), today - timedelta(days=1)
    assert [(each.url, bool(each.missing)) for each in preparations(stop)] == [(DESK, True)]


def test_the_national_coordination_reads_and_does_not_publish(cast: Cast) -> None:
    client = cast.client("NS")
    page = client.get(DESK)
    assert (page.status_code, "publication/" in content_of(page)) == (200, False)
    assert client.post(f"{DESK}publication/").status_code == 403


def test_frozen_sheets_come_back_as_they_were(stop: Stop) -> None:
    sheets = sheets_of(stop, AT)
    kept = frozen(sheets)
    assert {code: thawed(kept[code]) for code in kept} == sheets
