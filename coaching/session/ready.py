"""Next steps that many sessions end with, in the language of whoever is to read them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

READY = (
    gettext_noop("Gather the papers for the bank file"),
    gettext_noop("Open a bank account for the business"),
    gettext_noop("Register as self-employed"),
    gettext_noop("Register at the CNSS"),
    gettext_noop("Write down what comes in and goes out, day by day"),
    gettext_noop("Ask three suppliers for a price"),
    gettext_noop("Work out the price of one product"),
    gettext_noop("Make a page on the web with three pictures"),
    gettext_noop("Ask five customers what they want"),
    gettext_noop("Call the center with the answer"),
)


def ready_steps(language: str) -> list[tuple[str, str]]:
    """Each as the person reads it, and as the expert does."""
    with override(language):
        theirs = [_(each) for each in READY]
    return [(words, _(each)) for words, each in zip(theirs, READY, strict=True)]
