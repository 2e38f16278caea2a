"""What production never starts without, each with the sentence that says so."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50  # the length Django's own deployment check asks for


def insist(
    *, key: str, playing: bool, served: bool, hosts: Sequence[str], site: str, sender: str
) -> None:
    """Stop at the first setting that is missing. Raises `ImproperlyConfigured`."""
    for sentence in _missing(
        key=key, playing=playing, served=served, hosts=hosts, site=site, sender=sender
    ):
        raise ImproperlyConfigured(sentence)


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
    if "@" not in sender:
        yield (
            "Set MICROLABS_FROM_EMAIL to the sender of e-mails, "
            "such as Microlabs <labs@example.ma>."
        )
