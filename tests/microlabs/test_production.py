"""Production settings: what they must be, and what they refuse. The other contracts are `make check`'s."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent.parent
TOOLS = Path(sys.executable).parent
SECRET = "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {
    "MICROLABS_MODE": "production",
    "MICROLABS_SECRET_KEY": SECRET,
    "MICROLABS_HOSTS": "microlabs.example",
    "MICROLABS_SITE_URL": "https://microlabs.example",
    "DATABASE_URL": "postgresql://microlabs@127.0.0.1:1/microlabs",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def run(command: str, **environment: str) -> str:
    """What a command says when it refuses; nothing when it is content."""
    program, *words = command.split()
    done = subprocess.run(  # noqa: S603  the commands stand below
        [TOOLS / program, *words],
        cwd=HOME,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_a_production_server_is_configured_for_the_open_internet() -> None:
    assert run("python -W ignore -m django check --deploy --fail-level WARNING", **PRODUCTION, **module()) == ""


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("MICROLABS_SECRET_KEY", ""),
        ("MICROLABS_SECRET_KEY", "short"),
        ("MICROLABS_DEBUG", "true"),
        ("MICROLABS_DEMO", "true"),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("DATABASE_URL", "mysql://somewhere"),
        ("MICROLABS_MODE", "staging"),
        ("MICROLABS_SITE_URL", "not an address"),
    ],
)
def test_production_refuses(setting: str, value: str) -> None:
    assert run("python -m django check", **{**PRODUCTION, **module(), setting: value}) != ""


def module() -> dict[str, str]:
    """Where Django finds the settings."""
    return {"DJANGO_SETTINGS_MODULE": "microlabs.settings", "PYTHONPATH": str(HOME)}
