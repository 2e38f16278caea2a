"""A checkout apart, whose servers the tests may start, kill and break."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from microlabs.embedded import places

USER = """
import sys
from microlabs import embedded
with embedded.servers():
    print("up", flush=True)
    sys.stdin.read()
"""
NEEDED = ("__init__.py", "later.py")  # of core, by the embedded servers
PATIENCE = 120  # seconds, on a machine that is busy
Run = Callable[..., subprocess.Popen[str]]


class Checkout:
    """A copy of the embedded servers' code, in a folder of its own, with processes that use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.users: list[subprocess.Popen[str]] = []
        shutil.copytree(places.BASE_DIR / "microlabs" / "embedded", path / "microlabs" / "embedded")
        shutil.copy(places.BASE_DIR / "microlabs" / "__init__.py", path / "microlabs")
        (path / "core").mkdir()
        for name in NEEDED:
            shutil.copy(places.BASE_DIR / "core" / name, path / "core")
        self.home = Path(self.ask("places.home()"))
        # It is removed whole: an empty answer once was the folder of whoever ran the tests.
        assert self.home.is_absolute()
        assert self.home != places.home()

    def ask(self, expression: str, **environment: str) -> str:
        """Evaluate an expression in a process of this checkout."""
        names = "addresses, places, postgres, redis, wheel"
        code = f"from microlabs.embedded import {names}; print({expression})"
        asked = self._popen(["-c", code], environment)
        answer = asked.communicate(timeout=PATIENCE)[0].strip()
        assert asked.returncode == 0
        return answer

    def use(self, **environment: str) -> subprocess.Popen[str]:
        """Start a process that holds the servers until told to leave; return when they are up."""
        user = self._popen(["-c", USER], environment)
        self.users.append(user)
        assert user.stdout
        assert user.stdout.readline() == "up\n"
        return user

    def refusal(self, **environment: str) -> str:
        """Try to start the servers where that cannot work; the sentence that a person reads."""
        user = self._popen(["-c", USER], environment, stderr=subprocess.PIPE)
        errors = user.communicate(timeout=PATIENCE)[1]
        assert user.returncode == 1
        return errors.strip()

    def postgres(self) -> psutil.Process:
        """The running PostgreSQL."""
        return psutil.Process(
            int((self.folder("postgres") / "data" / "postmaster.pid").read_text().splitlines()[0])
        )

    def keeper(self, server: str) -> psutil.Process:
        """The process that watches over a server."""
        return psutil.Process(int((self.folder(server) / "keeper").read_text()))

    def folder(self, server: str) -> Path:
        """Where a server keeps its files."""
        return self.home / "test" / server

    def leave(self, user: subprocess.Popen[str]) -> None:
        """End a user in good order."""
        user.communicate(timeout=PATIENCE)
        self.users.remove(user)

    def clean(self) -> None:
        """Remove everything."""
        for user in list(self.users):
            self.leave(user)
        shutil.rmtree(self.home)

    def _popen(
        self, arguments: list[str], environment: dict[str, str], stderr: int | None = None
    ) -> subprocess.Popen[str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=self.path,
            env={**kept, "MICROLABS_SERVERS": "test", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )


@pytest.fixture(scope="module")
def shared_checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    yield made
    made.clean()


@pytest.fixture
def checkout(shared_checkout: Checkout) -> Iterator[Checkout]:
    yield shared_checkout
    for user in list(shared_checkout.users):
        shared_checkout.leave(user)
