"""Where the laptop's servers keep their files, and as whom they run.

A plain user has everything under `var/` of the checkout. Root never runs a server and never opens a
parent folder to others: the servers get a system user of their own and a folder under /var/lib.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SYSTEM_USER = "microlabs-servers"
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 107 on Linux and 103 on macOS
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}  # never the caller's PG… variables


class UnavailableError(SystemExit):
    """No server can be had. Its sentence says what to set; the command ends without a traceback."""


def for_tests() -> bool:
    """Whether these are the servers of the tests, which are others than those of `make run`."""
    return os.environ.get("MICROLABS_SERVERS") == "test"


def home() -> Path:
    """The folder of this checkout's servers."""
    if os.geteuid() == 0:
        return Path("/var/lib/microlabs") / _digest()
    return BASE_DIR / "var" / "servers"


def folder(server: str) -> Path:
    """The folder of one server."""
    return home() / ("test" if for_tests() else "run") / server


def socket_folder(server: str, socket: str) -> Path:
    """The private folder of a server's socket: beside its data, or elsewhere for a shorter path."""
    path = folder(server) / "socket"
    if len(os.fsencode(path / socket)) <= LONGEST_SOCKET_PATH:
        return path
    short = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path("/tmp") / f"microlabs-{os.geteuid()}-{short}"  # noqa: S108  owner and mode are checked


def make_folder(server: str) -> Path:
    """Make a server's folder and those above it that are ours."""
    path = folder(server)
    try:
        if os.geteuid() == 0:
            home().parent.mkdir(mode=0o755, exist_ok=True)
            for each in (home(), path.parent, path):
                each.mkdir(exist_ok=True)
                os.chown(each, 0, runner().pw_gid)
                each.chmod(0o710)  # the server's user may pass, nobody else
        else:
            path.mkdir(parents=True, exist_ok=True)
            for each in (home(), path.parent, path):
                each.chmod(0o700)
    except OSError as error:
        raise UnavailableError(
            f"The folder {path} cannot be made ({error.strerror}). "
            "Free it, or set DATABASE_URL and REDIS_URL."
        ) from error
    return path


def make_private(path: Path) -> Path:
    """Make a 0700 folder of the servers' user, and refuse one that somebody else put there."""
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and path.parent != Path("/tmp"):  # noqa: S108
        os.chown(path, runner().pw_uid, runner().pw_gid)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != runner().pw_uid:
        raise UnavailableError(
            f"{path} belongs to somebody else. Remove it, or set DATABASE_URL and REDIS_URL."
        )
    path.chmod(0o700)
    return path


@cache
def runner() -> pwd.struct_passwd:
    """As whom the servers run: ourselves, or as root a system user that owns nothing else."""
    if os.geteuid() != 0:
        return pwd.struct_passwd((str(os.geteuid()), "", os.geteuid(), os.getegid(), "", "", ""))
    for name in (SYSTEM_USER, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            _make_system_user()
    raise UnavailableError(
        "This root account has no unprivileged user to run PostgreSQL. "
        "Set DATABASE_URL and REDIS_URL."
    )


def as_runner() -> dict[str, Any]:
    """The arguments of `subprocess` for a server: its user, clean environment, own session."""
    arguments: dict[str, Any] = {
        "env": ENVIRONMENT,
        "umask": 0o077,
        "start_new_session": True,
        "stdin": subprocess.DEVNULL,
    }
    if os.geteuid() == 0:
        user = runner()
        arguments |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return arguments


def _make_system_user() -> None:
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    if useradd:
        command = [useradd, "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603


def _digest() -> str:
    return hashlib.sha256(os.fsencode(BASE_DIR)).hexdigest()[:12]
