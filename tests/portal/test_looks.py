"""The looks keep their budgets, and every colour can be read, by day and by night."""

import gzip
import re
from itertools import product

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
TOKENS = (settings.BASE_DIR / "design" / "css" / "tokens.css").read_text()
COLOURS: dict[str, str] = dict(re.findall(r"--([a-z-]+): light-dark\(([^)]*)\)", TOKENS))
TEXTS = ["ink", "soft", "fes", "meknes", "saffron", "brick"]


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        ("css/microlabs.css", 6_600),
        ("css/form.css", 5_000),
        # with the shell and the kit; files, lists, forms and decisions; what is printed
        ("css/desk.css", 10_200),
        ("css/admin.css", 7_360),
        ("css/setup.css", 1_000),
        ("css/card.css", 6_700),
        ("js/triage.js", 2_400),
        ("js/house.js", 2_400),
        ("js/candidacy.js", 3_700),
    ],
)
def test_a_file_stays_light(path: str, budget: int) -> None:
    assert len(gzip.compress((STATIC / path).read_bytes(), 9)) <= budget


@pytest.mark.parametrize(
    "sheet", ["microlabs", "form", "desk", "admin", "talk", "triage", "setup", "card"]
)
def test_phones_of_years_ago_are_dressed_too(sheet: str) -> None:
    """Before Chrome 99 a rule in a layer is dropped, before 111 a mixed colour, before 105 :has."""
    rules = (STATIC / "css" / f"{sheet}.css").read_text()
    asked = re.sub(r"@supports \(color:color-mix.*?}}", "", rules)
    assert ("@layer" in rules, "color-mix" in asked) == (False, False)


def test_where_has_is_unknown_the_chosen_answer_still_shows_the_keyboard() -> None:
    rules = (STATIC / "css" / "microlabs.css").read_text()
    plain = re.sub(r"@supports[^{]*{(?:[^{}]*{[^{}]*})*}", "", rules)
    focused = re.findall(r"(\.(?:choices|form-check))[^,{}]*:focus-within[^{}]*{([^}]*)", plain)
    assert focused == [(".choices", "outline:3px solid var(--saffron);outline-offset:2px")]


def test_the_stylesheet_serves_both_directions() -> None:
    sheet = (STATIC / "css" / "microlabs.css").read_text()
    # A floating legend is an item of its grid, on which the side has no effect.
    sheet = re.sub(r"\.choices[^{]*>legend{float:left;", "", sheet)
    assert (
        re.findall(r"[;{](?:margin|padding|border)-(?:left|right)[:-]|float:(?:left|right)", sheet)
        == []
    )


def test_pages_need_no_font_from_the_network() -> None:
    assert [
        path.name for path in (STATIC / "css").glob("*.css") if "@font-face" in path.read_text()
    ] == []


@pytest.mark.parametrize(
    ("scheme", "text", "ground"), list(product([0, 1], TEXTS, ["paper", "sheet", "tint"]))
)
def test_text_has_its_contrast(scheme: int, text: str, ground: str) -> None:
    assert contrast(shade(text, scheme), shade(ground, scheme)) >= 4.5


@pytest.mark.parametrize(
    ("scheme", "text", "ground"),
    [
        (scheme, *pair)
        for scheme in (0, 1)
        for pair in [("meknes", "good"), ("saffron", "warn"), ("brick", "bad")]
    ],
)
def test_a_badge_has_its_contrast(scheme: int, text: str, ground: str) -> None:
    assert contrast(shade(text, scheme), shade(ground, scheme)) >= 4.5


@pytest.mark.parametrize(
    ("scheme", "edge", "ground"), list(product([0, 1], ["edge"], ["paper", "sheet"]))
)
def test_the_edge_of_a_field_can_be_seen(scheme: int, edge: str, ground: str) -> None:
    assert contrast(shade(edge, scheme), shade(ground, scheme)) >= 3


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("ground", ["fes-solid", "fes-deep"])
def test_white_text_stands_on_solid_blue(scheme: int, ground: str) -> None:
    assert contrast("#fff", shade(ground, scheme)) >= 4.5


def shade(name: str, scheme: int) -> str:
    """A colour of the house, by day (0) or by night (1)."""
    return COLOURS[name].split(",")[scheme].strip()


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as WCAG counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """How much light a colour gives, from 0 to 1."""
    digits = colour.removeprefix("#")
    whole = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_sentence_with_a_name_stays_one_piece_on_its_button() -> None:
    split = re.compile(r'class="button[^>]*>\s*{% blocktranslate[^%]*\|bdi')  # each part a column
    pages = (STATIC.parent / "templates").rglob("*.html")
    assert [page.name for page in pages if split.search(page.read_text())] == []
