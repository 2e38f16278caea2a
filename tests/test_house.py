"""The proportions and habits of HOUSE.md: a hand on the shoulder; exceptions have their reason."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import RequestFactory

from portal.context import first_sheets, page

HOME = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((HOME / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS: list[str] = CONTRACTS["root_packages"]
AROUND = {"bench", "design", "docs", "findings", "locale", "static", "templates", "tests"}
FLEETING = {"node_modules", "staticfiles", "var"}  # not committed
FILE, FUNCTION, PAGE, PART = 300, 30, 80, 40
DECLARATIONS = 3  # of CSS that may share a line
WIDTH, BLOCK_TAGS = 120, 2  # letters of a line of a template; tags in it that open or close a block
SENTENCES = 420  # a file of tests is a list of sentences, each read by itself
TEXTS = {
    *(".py", ".html", ".txt", ".md", ".css", ".scss", ".js", ".mjs"),
    *(".toml", ".yml", ".json", ".csv", ".po", ".svg", ""),
}

LONGER_FILES = {  # path: reason
    "microlabs/settings.py": "every setting of the product, one under the other",
}
LONGER_FUNCTIONS: dict[str, str] = {}  # path::name: reason
LONGER_TEMPLATES: dict[str, str] = {}  # path: reason
MECHANISM = 150  # lines of a file of core/
CORE = {
    *("__init__", "addresses", "alphabets", "antivirus", "appointments", "apps", "bodies"),
    *("calling", "cells", "clock", "composed", "counts", "delivery", "doors"),
    *("drawn_once", "lately"),
    *("fields", "files", "history", "ics", "initial", "keyset", "language", "later", "links"),
    *("among", "anything", "columns", "copied", "garbage", "making", "nested", "notices"),
    *("outward",),
    *("lives", "locks", "lookups", "models", "numbers", "ordinals", "pages", "pdf_cleaning"),
    *("pdf_drawing", "pdfs", "pictures", "planned", "qr", "ranges", "refusals", "rooms", "rows"),
    *("sealed", "searches", "set_aside", "shared_strings", "shrinking", "silence", "sms_parts"),
    *("sounds", "spoken", "spreadsheets", "statements", "tallies", "tasks", "typesetting"),
    *("webhooks", "webp", "workbooks"),
    *("writing", "written", "zipped"),
}
OPENING = re.compile(r'(#.*\n|\s)*r?"""\s*[^\s"]')  # the sentence of a module
PAIRS = re.compile(r"\bfor\b[^:\n]*,[^:\n]*\bin\b")  # of names, in a loop or a comprehension
# How one mechanism looks in code: where it stands, and why there too.
MECHANISMS: dict[str, dict[str, str]] = {
    r"settings\.SITE_URL": {
        "core/links.py": "",
        "messaging/http/links.py": "knows an address of ours when it reads one",
        "messaging/installation.py": "the fingerprint of an installation",
    },
    r"salted_hmac|import signing|Signer\(|signed_cookie": {
        "core/links.py": "",
        "core/counts.py": "the key of a count, which names nobody",
        "core/sealed.py": "keys to encrypt with",
        "messaging/actions/preferences.py": "a key of idempotency that does not name the address",
        "applications/cookies.py": "a cookie, which Django signs",
        "people/unsent.py": "a cookie, which Django signs",
        "people/known.py": "a cookie, which Django signs, and the marks in it",
        "desk/parcels.py": "a sheet of whoever is signed in, for one hour",
        "workshops/hall/matching.py": "a report as its preview carries it, for one hour",
    },
    r"import hmac|\bhmac\.": {"core/webhooks.py": "of providers", "meetings/ice.py": "of TURN"},
    r"nosniff|Content-Disposition|as_attachment|FileResponse\(": {"core/delivery.py": ""},
    r"no-store": {
        "core/delivery.py": "",
        "core/doors.py": "pages behind a private link",
        "people/middleware.py": "pages of whoever is signed in",
    },
    r"noindex, nofollow": {"core/doors.py": ""},
    r"messages\.error\(.*\w\.messages": {"core/refusals.py": ""},
    r"cache\.incr|core_count": {"core/counts.py": ""},
    r"Image\.open|exif_transpose": {
        "core/pictures.py": "",
        "core/shrinking.py": "draws the strips of one that was opened there",
    },
    r"\bscan\(": {
        "core/antivirus.py": "",
        "core/files.py": "",
        "messaging/media.py": "tries again later when no scanner answers",
    },
    r"get_language\(\) or": {"core/language.py": ""},
    r"isdecimal\(\) and len\(|LONGEST\w* = 18\b": {
        "core/numbers.py": "",
        "applications/forms.py": "a number of five digits",
        "messaging/http/meta_hook.py": "a telephone number, which stays text",
    },
    r"unicodedata\.category": {
        "core/writing.py": "",
        "core/files.py": "names of files, which have other rules",
        "core/cells.py": "unseen signs before a formula",
        "people/names.py": "names that are compared, not kept",
    },
    r"Fernet\(": {"core/sealed.py": ""},
    r"(?i)moves\.items\(\) if": {"core/lives.py": ""},
}


@cache
def files(*suffixes: str) -> list[Path]:
    """Every file of the house whose name ends so."""
    inside = [HOME / top for top in (*ROOMS, *AROUND, ".ci")]
    paths = [path for folder in inside for path in folder.rglob("*") if path.is_file()]
    paths += [path for path in HOME.iterdir() if path.is_file() and path.name != ".git"]
    kept = (path for path in paths if not FLEETING.intersection(path.relative_to(HOME).parts))
    return sorted(
        path for path in kept if path.suffix in suffixes and "__pycache__" not in path.parts
    )


@cache
def text_of(path: Path) -> str:
    """What stands in a file; a process reads each once."""
    return path.read_text()


def name(path: Path) -> str:
    """A file as one writes it from the top folder."""
    return path.relative_to(HOME).as_posix()


def code() -> list[Path]:
    """Python that people write: not what `makemigrations` wrote."""
    return [path for path in files(".py") if "migrations" not in path.parts]


def length(path: Path) -> int:
    """How many lines a file has."""
    return len(text_of(path).splitlines())


def limit(path: Path) -> int:
    """How long a file may be."""
    return SENTENCES if name(path).startswith("tests/") else FILE


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement below a node: a function is one, and nothing else need be looked into."""
    for blocks in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(node, blocks, ()):
            yield each
            yield from statements(each)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file and the lines of its body, without its sentence."""
    for node in statements(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield f"{name(path)}::{node.name}", (node.end_lineno or 0) - body[0].lineno + 1


def is_part(path: Path) -> bool:
    """Whether a template is a piece of pages, not a page."""
    return "parts" in path.parts or "elements" in path.parts or path.name.startswith("_")


def test_a_file_is_read_in_one_sitting() -> None:
    longer = {
        name(path)
        for path in [*code(), *files(".js", ".mjs", ".scss")]
        if length(path) > limit(path)
    }
    assert longer == set(LONGER_FILES)


def test_a_function_fits_on_a_screen() -> None:
    longer = {
        function for path in code() for function, lines in functions(path) if lines > FUNCTION
    }
    assert longer == set(LONGER_FUNCTIONS)


def test_a_template_fits_on_a_screen() -> None:
    longer = {
        name(path) for path in files(".html") if length(path) > (PART if is_part(path) else PAGE)
    }
    assert longer == set(LONGER_TEMPLATES)


def is_wide(line: str) -> bool:
    """Whether a line of a template is too long; a tag alone may be, as it cannot be broken."""
    return len(line) > WIDTH and not re.fullmatch(r"\s*{%((?!%}).)*%}\s*", line)


def test_a_line_of_a_template_is_read_at_a_glance() -> None:
    opening = {
        tag.removeprefix("end")
        for path in files(".html")
        for tag in re.findall(r"{% (end\w+)", text_of(path))
    }
    tags = re.compile(rf"{{% (?:end)?(?:{'|'.join(sorted(opening))}) ")
    lines = [
        (f"{name(path)}:{at}", line)
        for path in files(".html")
        for at, line in enumerate(text_of(path).splitlines(), 1)
    ]
    wide = [at for at, line in lines if is_wide(line)]
    dense = [at for at, line in lines if len(tags.findall(line)) > BLOCK_TAGS]
    assert (wide, dense) == ([], [])


def test_a_form_inside_a_part_gets_the_token_against_forgery() -> None:
    pages = {
        path.relative_to(HOME / "templates").as_posix(): text_of(path) for path in files(".html")
    }
    alone = [
        (page, inputs)
        for page, text in pages.items()
        for part, inputs in re.findall(r'{% include "([^"]+)"([^%]*)only %}', text)
        if "{% csrf_token %}" in pages.get(part, "") and "csrf_token=csrf_token" not in inputs
    ]
    assert alone == []


def test_a_part_says_what_it_takes() -> None:
    parts = [path for path in files(".html") if "parts" in path.parts]
    assert [name(part) for part in parts if not re.match(r"{# .+\. Takes:? ", text_of(part))] == []


def declarations(rules: str) -> list[str]:
    """What stands between the braces of some CSS, one declaration after the other."""
    inside = ";".join(re.findall(r"{([^{}]*)}", rules)) if "{" in rules else rules
    return [each.strip() for each in inside.split(";") if each.strip()]


def test_a_rule_of_css_beyond_three_declarations_has_one_a_line() -> None:
    quoted = re.compile(r"""/\*.*?\*/|"[^"]*"|'[^']*'|url\([^)]*\)""", re.DOTALL)
    sheets = {
        name(path): quoted.sub("", text_of(path))
        for path in (HOME / "design" / "css").glob("*.css")
    }
    dense = [
        (sheet, rule)
        for sheet, text in sheets.items()
        for rule in re.findall(r"{([^{}]*)}", text)
        if len(declarations(rule)) > DECLARATIONS
        and any(len(declarations(line)) > 1 for line in rule.splitlines())
    ]
    several = [
        (sheet, line)
        for sheet, text in sheets.items()
        for line in text.splitlines()
        if "}" in line and len(declarations(line)) > DECLARATIONS
    ]
    assert (dense, several) == ([], [])


def test_a_module_says_what_it_is_for() -> None:
    silent = [
        name(path) for path in code() if text_of(path).strip() and not OPENING.match(text_of(path))
    ]
    assert silent == []


def test_every_folder_is_a_known_room() -> None:
    tops = {
        path.name
        for path in HOME.iterdir()
        if path.is_dir() and not path.name.startswith((".", "__"))
    }
    assert tops - {*ROOMS, *AROUND, *FLEETING} == set()


def test_each_mechanism_has_a_short_file_of_its_own() -> None:
    lengths = {path.stem: length(path) for path in (HOME / "core").glob("*.py")}
    assert lengths.keys() == CORE
    assert {stem: lines for stem, lines in lengths.items() if lines > MECHANISM} == {}


@pytest.mark.parametrize("looks", MECHANISMS)
def test_no_mechanism_is_written_a_second_time(looks: str) -> None:
    rooms = {
        name(path): text_of(path) for path in code() if path.relative_to(HOME).parts[0] in ROOMS
    }
    assert {path for path, text in rooms.items() if re.search(looks, text)} == set(
        MECHANISMS[looks]
    )


def test_every_room_is_in_the_contracts() -> None:
    assert sorted(ROOMS) == sorted(path.parent.name for path in HOME.glob("*/apps.py"))


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X)\b")
    assert [name(path) for path in files(*TEXTS) if later.search(text_of(path))] == []


def test_nothing_is_silenced_that_the_house_forbids() -> None:
    forbidden = re.compile(
        r"no[q]a:.*\b(BLE001|ERA001|T201|S110|F841)\b|[i]gnore\[import-not-found\]"
    )
    talks = {"microlabs/run.py"}  # to the person at the terminal
    assert {name(path) for path in code() if forbidden.search(text_of(path))} - talks == set()


def test_no_room_sends_signals_of_its_own() -> None:
    signals = re.compile(r"^from django\.dispatch|^from django\.db\.models\.signals", re.MULTILINE)
    assert [
        name(path) for path in code() if path.parts[-2] != "tests" and signals.search(text_of(path))
    ] == []


def test_tasks_do_not_know_the_celery_app() -> None:
    rooms = [path for path in code() if path.relative_to(HOME).parts[0] in ROOMS[1:]]
    assert [
        name(path) for path in rooms if re.search(r"^from microlabs", text_of(path), re.MULTILINE)
    ] == []


def test_pages_carry_no_inline_style_or_script() -> None:
    inline = re.compile(
        r"""<[^>]+\s(style|on[a-z]+)=["']|<(script|style)(?![^>]*(src=|nonce=|type="application/json"))"""
    )
    mails = {"templates/messaging/mail.html"}  # the readers of mail know no stylesheets
    assert {name(path) for path in files(".html") if inline.search(text_of(path))} - mails == set()


def test_no_view_takes_a_name_that_every_page_knows(rf: RequestFactory) -> None:
    known = {*page(rf.get("/")), *first_sheets(), "user", "request", "messages"}
    taken = [
        f"{name(path)}: {key.value}"
        for path in code()
        if path.name.endswith("views.py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in known
    ]
    assert taken == []


def test_every_dependency_has_its_line_among_the_decisions() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    decisions = (HOME / "DECISIONS.md").read_text().lower()
    names = [re.split(r"[\[=<>; ]", wish)[0].lower() for wish in wanted]
    assert [each for each in names if each not in decisions] == []


def test_the_files_name_no_registry_and_no_folder_of_one_machine() -> None:
    foreign = re.compile(
        r"registry\.[n]pmjs|[p]ypi\.org|files\.[p]ythonhosted|/(work|home|Users)/[a-z]"
    )
    assert [name(path) for path in files(*TEXTS) if foreign.search(text_of(path))] == []


@pytest.mark.parametrize("target", ["run", "test", "check", "fix", "bench", "help"])
def test_the_makefile_knows(target: str) -> None:
    assert re.search(rf"^{target}:", (HOME / "Makefile").read_text(), re.MULTILINE)


def test_the_requirements_are_pinned() -> None:
    lines = [
        *(HOME / "requirements.txt").read_text().splitlines(),
        *(HOME / "requirements-dev.txt").read_text().splitlines(),
    ]
    assert [
        line for line in lines if line and not line.startswith((" ", "#", "-")) and "==" not in line
    ] == []


def copies_of_origins(path: Path) -> Iterator[str]:
    """Comprehensions that look for a state's origins.

    They read `for origin, targets in ….items() if … in targets`.
    """
    looks_for_one = PAIRS.search(text_of(path))  # a file without is not taken apart
    for node in ast.walk(ast.parse(text_of(path))) if looks_for_one else ():
        if (
            isinstance(node, ast.comprehension)
            and isinstance(node.target, ast.Tuple)
            and len(node.target.elts) == 2
        ):
            among = {
                each.id for each in ast.walk(node.target.elts[1]) if isinstance(each, ast.Name)
            }
            tests = [
                test
                for test in node.ifs
                if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In)
            ]
            if any(
                isinstance(test.comparators[0], ast.Name) and test.comparators[0].id in among
                for test in tests
            ):
                yield name(path)


def test_where_a_move_may_come_from_is_worked_out_in_one_place() -> None:
    assert {
        copy
        for path in code()
        if not name(path).startswith("tests/")
        for copy in copies_of_origins(path)
    } == {"core/lives.py"}


def test_a_long_list_is_cut_into_pages_in_one_place() -> None:
    one_more = re.compile(r"\[\s*:\s*[\w.]*(size|page)\w*\s*\+\s*1\s*\]", re.IGNORECASE)
    copies = {
        name(path)
        for path in code()
        if not name(path).startswith("tests/") and one_more.search(text_of(path))
    }
    parts = {
        name(path)
        for path in files(".html")
        if re.search(r'rel="(next|prev)" href="[^"]*\{\{', text_of(path))
    }
    assert (copies, parts) == ({"core/keyset.py"}, {"templates/parts/pager.html"})
