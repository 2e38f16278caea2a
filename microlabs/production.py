"""What production never starts without or with, each with the sentence that says so."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

SHORTEST_KEY = 50  # the length Django's own deployment check asks for
FEWEST_LETTERS = 5  # different ones in a secret, as that check asks too
SWITCH = (r"(?i)true|t|yes|y|on|1|false|f|no|n|off|0", "true or false")
SECRET = (r"\S{16,}", "at least 16 characters without spaces")
DIGITS = (r"\d{5,30}", "a number such as 123456789012345")
LOOKS: dict[str, tuple[str, str]] = {  # setting: the whole of a value, and how it reads
    "DATABASE_URL": (r"postgres(ql)?://\S+", "postgresql://user:password@host:5432/name"),
    "REDIS_URL": (r"(rediss?|unix)://\S+", "redis://user:password@host:6379/0"),
    "MODE": (r"laptop|production", "laptop or production"),
    "DEBUG": SWITCH,
    "DEMO": SWITCH,
    "SECRET_KEY": (r"\S.{48,}\S", "at least 50 random characters"),
    "SECRET_KEY_FALLBACKS": (r"[^,]{50,}(,[^,]{50,})*", "earlier keys, separated by commas"),
    "HOSTS": (r"\.?[A-Za-z0-9][\w.-]*(,\s*\.?[A-Za-z0-9][\w.-]*)*", "labs.example.ma"),
    "SITE_URL": (r"https://[\w.-]+(:\d+)?/?", "https://labs.example.ma"),
    "FROM_EMAIL": (r"[^<>@]*<[^<>@\s]+@[\w.-]+>|[^<>@\s]+@[\w.-]+", "Microlabs <labs@example.ma>"),
    "APPLICATIONS_PER_HOUR": (r"[1-9]\d{0,6}", "a number from 1"),
    "PROXIES": (r"\d", "a number from 0 to 9"),
    "MEDIA_ROOT": (r"/.+", "an absolute folder such as /var/lib/microlabs/media"),
    "CLAMD_URL": (r"tcp://[\w.-]+:\d+|unix:///\S+", "tcp://host:3310"),
    "EMAIL_URL": (
        r"smtp(s|\+tls)?://([^@/\s]+@)?[\w.-]+(:\d{1,5})?/?",
        "smtp+tls://user:password@mail.example.ma:587",
    ),
    "REPLY_ADDRESS": (r"[\w.+-]*\{token\}@[\w.-]+", "labs+{token}@example.ma"),
    "SMS_GATEWAY_URL": (
        r"https://\S+|http://(localhost|127\.0\.0\.1)[:/]\S*",
        "https://sms.example.ma/send: its token would be read by others",
    ),
    "SMS_GATEWAY_TOKEN": (r"\S{8,}", "at least 8 characters without spaces"),
    "SMS_GATEWAY_KEYED": SWITCH,
    "SMS_SENDER": (r"[A-Za-z0-9 ._-]{1,11}|\+?\d{3,15}", "Microlabs, at most 11 letters"),
    "SMS_FIELDS": (r"(to|message|from|reference)=\w+(,\w+=\w+)*", "to=phone,message=text"),
    "SMS_PLUS": SWITCH,
    "SMS_EXTRA": (r"[\w.-]+=[^,=]+(,[\w.-]+=[^,=]+)*", "channel=sms,type=transactional"),
    "SMS_HOOK_SECRET": SECRET,
    "SMS_HOOK_HEADER": (r"[A-Za-z][A-Za-z0-9-]*", "X-Signature"),
    "WHATSAPP_URL": (r"https://\S+", "https://graph.facebook.com/v26.0"),
    "WHATSAPP_TOKEN": SECRET,
    "WHATSAPP_NUMBER_ID": DIGITS,
    "WHATSAPP_ACCOUNT_ID": DIGITS,
    "WHATSAPP_APP_SECRET": SECRET,
    "WHATSAPP_VERIFY_TOKEN": (r"\S{8,}", "at least 8 characters without spaces"),
    "STUN_URL": (r"stuns?:[\w.-]+(:\d{1,5})?", "stun:stun.example.ma:3478"),
    "TURN_URL": (r"turns?:[\w.-]+(:\d{1,5})?(\?transport=(udp|tcp))?", "turn:turn.example.ma:3478"),
    "TURN_SECRET": SECRET,
    "JITSI_URL": (r"https://[\w.-]+(:\d+)?/?", "https://meet.example.ma"),
    "JITSI_APP": (r"[\w.-]{1,60}", "microlabs"),
    "JITSI_SECRET": SECRET,
    "MESSAGES_GRACE": (r"[1-9]\d{0,5}", "a number of seconds from 1"),
    "MESSAGES_LEASE": (r"[1-9]\d{0,5}", "a number of seconds from 1"),
}
BARE = ("DATABASE_URL", "REDIS_URL")  # names without our prefix
SECRETS = ("SECRET_KEY", "SMS_HOOK_SECRET", "WHATSAPP_APP_SECRET")


def refuse_nonsense(environment: Mapping[str, str]) -> None:
    """Stop at the first setting whose value makes no sense, by its name; an empty one is not set.

    Raises `ImproperlyConfigured`. The value is not repeated: it may be a secret.
    """
    for setting, (looks, example) in LOOKS.items():
        name = setting if setting in BARE else f"MICROLABS_{setting}"
        value = environment.get(name, "")
        dull = setting in SECRETS and len(set(value)) < FEWEST_LETTERS
        if value and (dull or not re.fullmatch(looks, value)):
            raise ImproperlyConfigured(f"{name} must look like {example}.")


def insist(
    *, key: str, playing: bool, served: bool, hosts: Sequence[str], site: str, sender: str
) -> None:
    """Stop at the first setting that is missing or nonsense. Raises `ImproperlyConfigured`."""
    for sentence in _missing(
        key=key, playing=playing, served=served, hosts=hosts, site=site, sender=sender
    ):
        raise ImproperlyConfigured(sentence)
    refuse_nonsense(os.environ)


def _missing(
    *, key: str, playing: bool, served: bool, hosts: Sequence[str], site: str, sender: str
) -> Iterator[str]:
    if len(key) < SHORTEST_KEY:
        yield "Set MICROLABS_SECRET_KEY to at least 50 random characters."
    if playing:
        yield "MICROLABS_DEBUG and MICROLABS_DEMO belong to a laptop, never to production."
    if not served:
        yield "Set DATABASE_URL and REDIS_URL: production never runs on embedded servers."
    if not site.startswith("https://"):
        yield "Set MICROLABS_SITE_URL to the address of the site, such as https://labs.example.ma."
    if not hosts:
        yield "Set MICROLABS_HOSTS to the host name of the site, such as labs.example.ma."
    if not validate_host((urlsplit(site).hostname or "").lower(), hosts):
        yield "MICROLABS_SITE_URL must be one of MICROLABS_HOSTS: its own links would not open."
    if "@" not in sender:
        yield (
            "Set MICROLABS_FROM_EMAIL to the sender of e-mails, "
            "such as Microlabs <labs@example.ma>."
        )
