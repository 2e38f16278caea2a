"""Production starts only when it is safe to."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from microlabs.production import refuse_nonsense
from tests.microlabs import nursery

SOUND = {
    "DATABASE_URL": "postgresql://microlabs:x@db/microlabs",
    "REDIS_URL": "redis://redis:6379/0",
    "MICROLABS_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "MICROLABS_HOSTS": "microlabs.example",
    "MICROLABS_SITE_URL": "https://microlabs.example",
    "MICROLABS_FROM_EMAIL": "Microlabs <labs@microlabs.example>",
    "MICROLABS_SMS_GATEWAY_URL": "https://sms.microlabs.example/send",
}
STALE = "import microlabs.checks; microlabs.checks.is_stale = lambda: True; "
START = "import django; django.setup()"


@pytest.fixture(scope="module", autouse=True)
def one_nursery() -> Iterator[None]:
    yield
    nursery.close()


def start(changes: Mapping[str, str | None], code: str = START) -> subprocess.CompletedProcess[str]:
    """Run some Python as production would, with settings changed or (None) left out."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MICROLABS_", "DJANGO_"))
    }
    environment = {**inherited, "DJANGO_SETTINGS_MODULE": "microlabs.settings", **SOUND, **changes}
    kept = {name: value for name, value in environment.items() if value is not None}
    return nursery.run(code, kept)


DEPLOY = (
    "from django.core.management import execute_from_command_line as run; "
    "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
)


def test_sound_settings_pass_djangos_own_deployment_check() -> None:
    done = start({}, DEPLOY)
    assert (done.stdout, done.stderr) == ("System check identified no issues (0 silenced).\n", "")


def test_without_an_sms_gateway_the_deployment_check_warns() -> None:
    done = start({"MICROLABS_SMS_GATEWAY_URL": None}, DEPLOY)
    warning = "?: (microlabs.W002) Without an SMS gateway or WhatsApp nobody signs in by telephone."
    assert [line for line in done.stderr.splitlines() if line.startswith("?:")] == [warning]


def test_the_password_of_the_mail_server_may_hold_any_letter() -> None:
    code = (
        "from django.conf import settings;"
        " print(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)"
    )
    done = start(
        {"MICROLABS_EMAIL_URL": "smtp+tls://labs%40example.ma:a%40b%2Fc@mail.example.ma:587"}, code
    )
    assert done.stdout == "labs@example.ma a@b/c\n"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"MICROLABS_SECRET_KEY": None},
            "Set MICROLABS_SECRET_KEY to at least 50 random characters.",
        ),
        (
            {"MICROLABS_SECRET_KEY": "short"},
            "Set MICROLABS_SECRET_KEY to at least 50 random characters.",
        ),
        (
            {"MICROLABS_DEBUG": "1"},
            "MICROLABS_DEBUG and MICROLABS_DEMO belong to a laptop, never to production.",
        ),
        (
            {"MICROLABS_DEMO": "1"},
            "MICROLABS_DEBUG and MICROLABS_DEMO belong to a laptop, never to production.",
        ),
        (
            {"DATABASE_URL": None, "MICROLABS_MODE": "production"},
            "Set DATABASE_URL and REDIS_URL: production never runs on embedded servers.",
        ),
        (
            {"REDIS_URL": None},
            "Set DATABASE_URL and REDIS_URL: production never runs on embedded servers.",
        ),
        (
            {"MICROLABS_SITE_URL": None},
            "Set MICROLABS_SITE_URL to the address of the site, such as https://labs.example.ma.",
        ),
        (
            {"MICROLABS_SITE_URL": "http://microlabs.example"},
            "Set MICROLABS_SITE_URL to the address of the site, such as https://labs.example.ma.",
        ),
        (
            {"MICROLABS_HOSTS": None},
            "Set MICROLABS_HOSTS to the host name of the site, such as labs.example.ma.",
        ),
        (
            {"MICROLABS_SITE_URL": "https://labs.example.ma"},
            "MICROLABS_SITE_URL must be one of MICROLABS_HOSTS: its own links would not open.",
        ),
        (
            {"MICROLABS_FROM_EMAIL": None},
            (
                "Set MICROLABS_FROM_EMAIL to the sender of e-mails,"
                " such as Microlabs <labs@example.ma>."
            ),
        ),
        (
            {"DATABASE_URL": "mysql://x"},
            "DATABASE_URL must look like postgresql://user:password@host:5432/name.",
        ),
    ],
)
def test_what_is_unsafe_is_refused_in_a_sentence(
    changes: dict[str, str | None], sentence: str
) -> None:
    done = start(changes)
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"
    )


@pytest.mark.parametrize("name", ["MICROLABS_MODE", "MICROLABS_SITE_URL", "MICROLABS_PROXIES"])
def test_nonsense_is_refused_by_name(name: str) -> None:
    done = start({name: "nonsense of all kinds"})
    assert done.returncode == 1
    assert name in done.stderr.splitlines()[-1]


NONSENSE = {  # what was accepted once, or looks likely to be typed by mistake
    "DATABASE_URL": "mysql://x",
    "REDIS_URL": "http://redis",
    "MICROLABS_MODE": "prod",
    "MICROLABS_DEBUG": "perhaps",
    "MICROLABS_DEMO": "perhaps",
    "MICROLABS_SECRET_KEY": "a" * 60,
    "MICROLABS_SECRET_KEY_FALLBACKS": "short",
    "MICROLABS_HOSTS": "*",
    "MICROLABS_SITE_URL": "http://labs.example.ma",
    "MICROLABS_FROM_EMAIL": "@",
    "MICROLABS_APPLICATIONS_PER_HOUR": "0",
    "MICROLABS_PROXIES": "-1",
    "MICROLABS_MEDIA_ROOT": "media",
    "MICROLABS_CLAMD_URL": "http://clamd:3310",
    "MICROLABS_EMAIL_URL": "http://x",
    "MICROLABS_REPLY_ADDRESS": "labs@example.ma",
    "MICROLABS_SMS_GATEWAY_URL": "http://sms.example.ma/send",
    "MICROLABS_SMS_GATEWAY_TOKEN": "x",
    "MICROLABS_SMS_GATEWAY_KEYED": "perhaps",
    "MICROLABS_SMS_SENDER": "much too long a name",
    "MICROLABS_SMS_FIELDS": "phone=to",
    "MICROLABS_SMS_PLUS": "perhaps",
    "MICROLABS_SMS_EXTRA": "channel",
    "MICROLABS_SMS_HOOK_SECRET": "x",
    "MICROLABS_SMS_HOOK_HEADER": "X Signature:",
    "MICROLABS_WHATSAPP_URL": "http://graph.example.ma",
    "MICROLABS_WHATSAPP_TOKEN": "x",
    "MICROLABS_WHATSAPP_NUMBER_ID": "+212 6",
    "MICROLABS_WHATSAPP_ACCOUNT_ID": "mine",
    "MICROLABS_WHATSAPP_APP_SECRET": "a" * 32,
    "MICROLABS_WHATSAPP_VERIFY_TOKEN": "x",
    "MICROLABS_STUN_URL": "stun.example.ma:3478",
    "MICROLABS_TURN_URL": "https://turn.example.ma",
    "MICROLABS_TURN_SECRET": "x",
    "MICROLABS_JITSI_URL": "http://meet.example.ma",
    "MICROLABS_JITSI_APP": "my center",
    "MICROLABS_JITSI_SECRET": "x",
    "MICROLABS_MESSAGES_GRACE": "-5",
    "MICROLABS_MESSAGES_LEASE": "-5",
}
SENSE = {
    "MICROLABS_SECRET_KEY_FALLBACKS": SOUND["MICROLABS_SECRET_KEY"][::-1],
    "MICROLABS_HOSTS": "labs.example.ma,.example.org",
    "MICROLABS_CLAMD_URL": "unix:///run/clamav/clamd.ctl",
    "MICROLABS_EMAIL_URL": "smtp+tls://labs%40example.ma:a%40b%2Fc@mail.example.ma:587",
    "MICROLABS_REPLY_ADDRESS": "labs+{token}@example.ma",
    "MICROLABS_SMS_GATEWAY_URL": "http://127.0.0.1:9000/send",
    "MICROLABS_SMS_FIELDS": "to=phone,message=text,reference=id",
    "MICROLABS_SMS_EXTRA": "channel=sms,type=transactional",
    "MICROLABS_SMS_HOOK_SECRET": "0123456789abcdef0123456789abcdef",
    "MICROLABS_WHATSAPP_NUMBER_ID": "106540352242922",
    "MICROLABS_STUN_URL": "stun:stun.example.ma:3478",
    "MICROLABS_TURN_URL": "turns:turn.example.ma:443?transport=tcp",
    "MICROLABS_JITSI_URL": "https://meet.example.ma",
    "MICROLABS_MESSAGES_LEASE": "300",
    "MICROLABS_MEDIA_ROOT": "/media",
}


def test_every_setting_has_a_nonsense_value_here() -> None:
    code = (settings.BASE_DIR / "microlabs" / "settings.py").read_text()
    read = re.findall(r"\b(env|servers)\.\w+\(\s*\"([A-Z_]+)\"", code)
    names = {name if reader == "servers" else f"MICROLABS_{name}" for reader, name in read}
    assert names == NONSENSE.keys()


@pytest.mark.parametrize("name", NONSENSE)
def test_each_nonsense_value_is_refused_by_name_and_not_repeated(name: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_nonsense({**SOUND, name: NONSENSE[name]})
    sentence = str(refusal.value)
    assert sentence.startswith(f"{name} must look like ")


def test_sound_values_are_not_refused() -> None:
    refuse_nonsense(SOUND)
    for name, value in SENSE.items():
        refuse_nonsense({**SOUND, name: value})


@pytest.mark.parametrize("name", ["MICROLABS_HOSTS", "MICROLABS_EMAIL_URL"])
def test_the_start_refuses_what_makes_no_sense(name: str) -> None:
    last = start({name: NONSENSE[name]}).stderr.splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} must look like ")


def test_a_stale_time_zone_table_is_refused() -> None:
    done = start({}, STALE + START)
    assert done.returncode == 1
    assert "The time zone table is older than 2026c" in done.stderr.splitlines()[-1]


def test_a_laptop_starts_without_any_setting() -> None:
    done = start(dict.fromkeys(SOUND))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_laptop_refuses_an_address_that_leads_nowhere_by_name() -> None:
    done = start({"MICROLABS_MODE": "laptop", "MICROLABS_SITE_URL": "https://labs..ma"})
    assert (done.returncode, "MICROLABS_SITE_URL" in done.stderr) == (1, True)
