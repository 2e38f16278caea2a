"""What partners read: fixed tables of their themes, the same numbers on screen, file and frame."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from needs.models import Need
from partners.models import Profile
from people.menu import MenuDesk
from programs.models import Partner, Theme
from reporting.menu import entries
from reporting.models import Cell
from tests.cast import Cast
from tests.pages import content_of

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 1), date(2026, 12, 1)
PAGE = "/partner/figures/bank/fes/"
FILE = f"{PAGE}2026-11-01/financing/kind"
FRAME = "/embed/bank/fes/figures/"
NUMBERS = {"project": 1235, "micro": 15, "cooperative": None}
LARGEST = 14 * 1024


@pytest.fixture
def bank(cast: Cast) -> Partner:
    """The bank of the cast, whose theme is financing; two releases at its stop."""
    financing = Theme.objects.get(code="financing")
    partner = Partner.objects.get(code="bank")
    partner.themes.add(financing)
    for theme in (financing, Theme.objects.get(code="digital")):
        for day in (DAY, LATER):
            total = Cell(day=day, stop=cast.stop, theme=theme, cube="total", number=1250)
            lines = [
                Cell(day=day, stop=cast.stop, theme=theme, cube="kind", value=value, number=number)
                for value, number in NUMBERS.items()
            ]
            empty = Cell(day=day, stop=cast.stop, theme=theme, cube="stage", why="few")
            Cell.objects.bulk_create([total, *lines, empty])
    return partner


def shown(html: str, after: str) -> list[str]:
    """The numbers of the first table below a caption."""
    table = html[html.index(after) :].partition("</table>")[0]
    return [
        re.sub(r"<[^>]+>|\s|\u202f|\xa0|,", "", cell)
        for cell in re.findall(r"<td>(.*?)</td>", table, re.DOTALL)
    ]


@pytest.mark.usefixtures("bank")
def test_a_partner_reads_the_tables_of_its_themes_and_why_one_is_missing(cast: Cast) -> None:
    html = content_of(cast.client("PI").get(PAGE))
    assert shown(html, "Financing: By kind") == ["1235", "15"]
    assert "1 line is not shown" in html
    assert "Too few people have this need for a table." in html
    assert "rounded down to a multiple of five" in html
    assert "Digital" not in html


@pytest.mark.usefixtures("bank")
def test_page_csv_xlsx_and_frame_have_the_same_numbers(cast: Cast) -> None:
    client = cast.client("PI")
    page = shown(content_of(client.get(f"{PAGE}2026-11-01/")), "Financing: By kind")
    frame = shown(content_of(cast.client().get(FRAME)), "Financing: By kind")
    text = client.get(f"{FILE}.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))[1:4]
    book = load_workbook(BytesIO(client.get(f"{FILE}.xlsx").content)).worksheets[0]
    cells = [str(row[1]) for row in book.iter_rows(min_row=2, max_row=4, values_only=True)]
    assert [cell.replace(" ", "") for _, cell in rows] == [*page, "notshown"]
    assert [cell.replace(" ", "") for cell in cells] == [*frame, "notshown"]
    assert page == frame


@pytest.mark.parametrize(("language", "to_left", "order"), [("ar", True, 2), ("fr", False, 1)])
@pytest.mark.usefixtures("bank")
def test_a_workbook_shows_its_sentences_whole_in_the_direction_of_its_language(
    cast: Cast,
    language: str,
    to_left: bool,  # noqa: FBT001  pytest's
    order: int,
) -> None:
    client = cast.client("PI", language)
    page = load_workbook(BytesIO(client.get(f"{FILE}.xlsx").content)).worksheets[0]
    rule = page.cell(row=page.max_row, column=1).alignment
    width = round(page.column_dimensions["A"].width)
    said = (bool(page.sheet_view.rightToLeft), rule.readingOrder, rule.wrap_text, width)
    assert said == (to_left, order, True, 61)


@pytest.mark.usefixtures("bank")
def test_earlier_releases_stay_and_are_told_apart(cast: Cast) -> None:
    Cell.objects.filter(day=LATER, value="micro").update(number=20)
    client = cast.client("PI")
    newest, earlier = (content_of(client.get(f"{PAGE}{day}")) for day in ("", "2026-11-01/"))
    assert shown(newest, "Financing: By kind")[1] == "20"
    assert shown(earlier, "Financing: By kind")[1] == "15"
    assert shown(newest, "Financing: Release by release") == ["1250", "1250"]


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}2026-11-02/",
        f"{PAGE}{'9' * 400}/",
        "/partner/figures/bank/souss/",
        "/partner/figures/nobody/fes/",
        f"{PAGE}2026-11-01/financing/unknown.csv",
        f"{PAGE}2026-11-01/digital/kind.csv",
        f"{PAGE}2026-11-01/financing/stage.csv",
        f"{FILE}.pdf",
        "/embed/nobody/fes/figures/",
        "/embed/bank/souss/figures/",
    ],
)
def test_what_is_not_there_is_a_page_with_a_sentence(cast: Cast, address: str) -> None:
    answer = cast.client("PI").get(address)
    assert (answer.status_code, "<h1>" in answer.content.decode()) == (404, True)


@pytest.mark.usefixtures("bank")
def test_a_limit_in_the_address_changes_nothing(cast: Cast) -> None:
    client = cast.client("PI")
    plain, asked = (content_of(client.get(f"{PAGE}{more}")) for more in ("", f"?limit={'9' * 400}"))
    assert shown(plain, "Financing: By kind") == shown(asked, "Financing: By kind")


def test_a_partner_without_themes_or_releases_is_told_so(cast: Cast) -> None:
    client = cast.client("PI")
    assert "This institution has no themes yet" in content_of(client.get(PAGE))
    Partner.objects.get(code="bank").themes.add(Theme.objects.get(code="financing"))
    assert "Nothing has been released here yet." in content_of(client.get(PAGE))
    assert "No figures have been released here yet." in content_of(cast.client().get(FRAME))


def test_tokens_stand_beside_a_partners_pages_and_among_what_a_manager_prepares(
    cast: Cast,
) -> None:
    sections = {
        who: [
            entry.section.value
            for entry in entries(MenuDesk(cast[who], [cast.stop], cast.stop))
            if entry.page == "reporting:tokens"
        ]
        for who in ("PI", "RS1", "NS")
    }
    assert sections == {"PI": ["partners"], "RS1": ["set-up"], "NS": ["set-up"]}


@pytest.mark.usefixtures("bank")
def test_the_releases_are_named_as_what_is_published(cast: Cast) -> None:
    page = content_of(cast.client("PI", language="fr").get("/partner/"))
    assert re.findall(r'scope="col">([^<]*)</th>', page)[-2] == "Publication"


@pytest.mark.usefixtures("bank")
def test_a_stop_s_figures_have_the_line_that_shows_them_on_another_site(cast: Cast) -> None:
    financing = Theme.objects.get(code="financing")
    Cell.objects.create(day=DAY, theme=financing, cube="total", number=1250)
    client = cast.client("PI")
    pages = [
        content_of(client.get(f"/partner/figures/bank/{each}/")) for each in ("fes", "country")
    ]
    found = [re.findall(r"iframe src=&quot;http://[^/]+(/[^&]+)&quot;", page) for page in pages]
    assert found == [[FRAME], []]


@pytest.mark.usefixtures("bank")
def test_an_only_perspective_is_opened_at_once(cast: Cast) -> None:
    assert '<p class="eyebrow">Bank</p>' in content_of(cast.client("PI").get("/partner/"))


@pytest.mark.usefixtures("bank")
def test_a_frame_sets_no_cookie_and_is_shown_by_the_sites_of_its_partner_only(cast: Cast) -> None:
    center = cast.stop.center
    page = Profile.objects.get_or_create(partner=Partner.objects.get(code="bank"), center=center)[0]
    page.hosts = ["bank.example"]
    page.save()
    answer = cast.client("PI").get(FRAME)
    assert [*answer.cookies, answer.headers.get("X-Frame-Options")] == [None]
    assert "frame-ancestors https://bank.example" in answer.headers["Content-Security-Policy"]
    assert len(cast.browser().get(FRAME).content) <= LARGEST


@pytest.mark.usefixtures("bank")
def test_a_frame_of_a_partner_without_a_site_is_shown_nowhere(cast: Cast) -> None:
    policy = cast.client().get(FRAME).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


def test_a_manager_releases_the_figures_of_a_new_stop(cast: Cast) -> None:
    def told() -> str:
        return content_of(cast.client("RS1").post("/desk/fes/first-release/", follow=True))

    assert "Nobody’s needs are known at this stop yet" in told()
    theme = Theme.objects.get(code="financing")
    Need.objects.create(application=cast.application, theme=theme, level=60)
    assert "partners can read them" in told()
    assert "This stop has been published already" in told()


@pytest.mark.usefixtures("bank")
def test_pages_files_and_frame_hold_nothing_of_a_person(cast: Cast) -> None:
    client = cast.client("PI")
    client.get("/partner/")
    for address in (PAGE, f"{PAGE}2026-11-01/", f"{FILE}.csv", f"{FILE}.xlsx", FRAME):
        answer = client.get(address)
        content = answer.content
        if address.endswith("xlsx"):
            rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
            content = repr(list(rows)).encode()
        own = cast["PI"].name.encode()  # who is signed in reads their own name at the top
        assert [address, b"ZZC" in content.replace(own, b""), b"+2126" in content] == [
            address,
            False,
            False,
        ]


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("language", "word"), [("fr", "Publication"), ("ar", "النشر")])
def test_a_release_is_not_called_by_the_word_of_another_room(
    cast: Cast, language: str, word: str
) -> None:
    page = cast.client("PI", language=language).get(PAGE).content.decode()
    assert page.count(f'<th scope="col">{word}</th>') == 1


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("place", ["fes", "MA-03", "country"])
def test_a_page_costs_the_same_whatever_partners_and_stops_there_are(
    cast: Cast, place: str
) -> None:
    page = PAGE.replace("/fes/", f"/{place}/")
    client, costs = cast.client("NS"), []
    for beside in range(3):
        for stop in (cast.stop, cast.elsewhere)[: beside + 1]:
            own = {"code": f"{stop.slug}-{beside}", "kind": "bank"}
            stop.partners.add(Partner.objects.create(**own), Partner.objects.get(code="bank"))
        client.get(page)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(page).status_code == 200
        costs.append(len(statements))
    assert costs == [costs[0]] * 3
