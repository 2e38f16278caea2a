"""What browsers get to read: engines of 2020 drop what they do not know, a whole rule or script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
SHEETS = sorted((HOME / "static" / "css").glob("*.css"))
SCRIPTS = sorted((HOME / "static" / "js").glob("*.js"))
STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'")
COMMENT = re.compile(r"(?:^|\s)//.*$|/\*[\s\S]*?\*/", re.MULTILINE)
NEWER = {  # than ES2018
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "assignment by a condition": r"(?:\|\||&&)=",
    "catch without a name": r"\bcatch\s*\{",
    "private names": r"(?<![\w\"'`(\[.])#\w+\s*[=(;]",
    "separators of digits": r"\b\d+_\d",
    "big numbers": r"\b\d+n\b",
    "methods since 2019": r"\.(?:replaceAll|at|flat|matchAll|replaceChildren|hasOwn|findLast)\(",
}


def rules(sheet: str) -> Iterator[tuple[list[str], str, str]]:
    """Every rule: what it stands in, its selector or at-rule, and its declarations."""
    around: list[str] = []
    starts: list[int] = []
    begin = 0
    for sign in re.finditer(r"[{};]", sheet):
        if sign[0] == "{":
            around.append(sheet[begin : sign.start()].strip())
            starts.append(sign.end())
        elif sign[0] == "}":
            own = around.pop()
            yield [*around], own, sheet[starts.pop() : sign.start()]
        begin = sign.end()


def too_new(sheet: str) -> list[str]:
    """What of a stylesheet an engine of 2020 would drop, with all that stands in or beside it."""
    found = []
    for around, own, body in rules(STRING.sub('""', sheet)):
        asked = any(each.startswith("@supports") for each in around)
        inner = body if "{" not in body else ""
        selectors = re.split(r",(?![^(]*\))", own)
        if own.startswith(("@layer", "@container", "@scope")):
            found.append(own)
        if any(not each.startswith("@") for each in around):
            found.append(f"nested: {own}")
        if not asked and re.search(r"color-mix\(|oklch\(|light-dark\(", inner):
            found.append(f"colour: {own}")
        if len({":has(" in each for each in selectors}) > 1:
            found.append(f":has() beside others: {own}")
    return [*found, *re.findall(r"@layer[^{;]*;", sheet)]


def newer(script: str) -> list[str]:
    """What of a script an engine that knows ES2018 would not read; then it reads nothing of it."""
    bare = STRING.sub('""', COMMENT.sub("", script))
    return [kind for kind, pattern in NEWER.items() if re.search(pattern, bare)]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_an_old_engine_reads_the_whole_stylesheet(path: Path) -> None:
    assert too_new(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_old_engine_reads_the_whole_script(path: Path) -> None:
    assert newer(path.read_text()) == []


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("@layer a{p{color:red}}", ["@layer a"]),
        ("@layer a,b;p{color:red}", ["@layer a,b;"]),
        ("p{color:red;b{color:blue}}", ["nested: b"]),
        ("p{color:color-mix(in srgb,red,blue)}", ["colour: p"]),
        ("@supports (color:color-mix(in srgb,red,blue)){p{color:color-mix(in srgb,red,blue)}}", []),
        ("p:has(b),i{color:red}", [":has() beside others: p:has(b),i"]),
        (':is(p,i):has(b){content:"{,}"}', []),
    ],
)
def test_what_is_too_new_for_a_stylesheet_is_found(sheet: str, found: list[str]) -> None:
    assert too_new(sheet) == found


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("a?.b", ["optional chaining"]),
        ("a ?? b", ["nullish coalescing"]),
        ("a ||= b", ["assignment by a condition"]),
        ("try {} catch {}", ["catch without a name"]),
        ("1_000", ["separators of digits"]),
        ("'a'.replaceAll('b', 'c')", ["methods since 2019"]),
        ("a ? .5 : b; // a?.b", []),
    ],
)
def test_what_is_too_new_for_a_script_is_found(script: str, found: list[str]) -> None:
    assert newer(script) == found


def test_what_stands_in_a_band_is_printed_in_black() -> None:
    sheet = (HOME / "static" / "css" / "microlabs.css").read_text()
    printed = [
        said for around, own, said in rules(sheet) if "@media print" in around and ") *" in own
    ]
    assert "color:#000!important" in printed


def test_what_just_happened_is_said_once_on_a_page_of_the_desk() -> None:
    pages = {path.name: path.read_text() for path in Path("templates").rglob("*.html")}
    assert [
        page
        for page, text in pages.items()
        if text.startswith('{% extends "desk/desk.html"')
        and 'include "parts/messages.html"' in text
        and "{% block main %}" not in text  # else the frame says it already
    ] == []
