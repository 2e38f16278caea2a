"""Dates, numbers, phones and pictograms of pages: as in Morocco, Latin digits, 24 hours."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.language import babel_locale, colon, said_day
from core.later import later
from core.links import absolute
from core.written import ago, counted, moment, share, telephone, tone, weekday

if TYPE_CHECKING:
    from babel import dates
else:
    dates = later("babel.dates")

register = template.Library()

STAR = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'>"
    "<path fill='#1b4f8f' d='M7 7h34v34H7zM24 0l24 24-24 24L0 24z'/>"
    "<circle cx='24' cy='24' r='8' fill='#e0a02f'/></svg>"
)


def _local(value: date) -> date:
    return (
        timezone.localtime(value)
        if isinstance(value, datetime) and timezone.is_aware(value)
        else value
    )


@register.simple_tag
def scanner_missing() -> bool:
    """Whether no virus scanner reads the files that come in."""
    return not settings.CLAMD_URL


@register.filter
def day(value: date | None) -> str:
    """A date in words: `15 دجنبر 2026`, `15 décembre 2026`."""
    text = dates.format_date(_local(value), "d MMMM y", locale=babel_locale()) if value else ""
    return said_day(text)


register.filter(weekday)
register.filter(moment)
register.filter(ago)


@register.filter
def clock(value: datetime | None) -> str:
    """The time alone, on 24 hours: `14:30`."""
    return f"{_local(value):%H:%M}" if value else ""


@register.filter
def number(value: float | str | None) -> str:
    """A number with its thousands apart; a text stays as it is."""
    if value is None or isinstance(value, str):
        return value or ""
    return counted(value)


@register.filter
def percent(value: float | None) -> str:
    """A share (0 to 1) with one decimal."""
    return "" if value is None else share(value)


register.simple_tag(colon)
register.simple_tag(babel_locale, name="locale_of_page")


@register.simple_tag
def whole_static(path: str) -> str:
    """A static file with its host, for those who show a shared link."""
    return absolute(static(path))


@register.filter
def phone(value: str | None) -> str | SafeString:
    """A phone number as Moroccans write it, left-to-right on any page; other words as they are."""
    return reference(telephone(str(value))) if value else ""


@register.filter
def reference(value: str) -> SafeString:
    """A reference, e-mail or address, kept left-to-right in a right-to-left page."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def bdi(value: str | None) -> str:
    """A name within a sentence: of whatever letters, it moves no neighbour of its own."""
    return format_html("<bdi>{}</bdi>", value) if value else ""


@register.filter
def steps(current: int, total: int) -> list[str]:
    """The state of each star of a journey: `["done", "now", "next"]` for step 2 of 3."""
    return [
        "done" if step < current else "now" if step == current else "next"
        for step in range(1, total + 1)
    ]


register.filter(tone)


@register.filter
def note_icon(tone_of_note: str) -> str:
    """The pictogram that goes with the tone of a note."""
    return {"good": "done", "warn": "warning", "bad": "warning"}.get(tone_of_note, "info")


@register.simple_tag
def icon(name: str) -> SafeString:
    """The pictogram `name` of templates/icons, inlined; the house's dots when there is none."""
    return _drawing(name)


@cache
def _drawing(name: str) -> SafeString:
    folder = settings.BASE_DIR / "templates" / "icons"
    known = {path.stem: path for path in folder.glob("*.svg")}
    return mark_safe(known.get(name, known["other"]).read_text())  # noqa: S308  our own files


@register.simple_tag
def favicon() -> SafeString:
    """The star as an address that costs no request."""
    return mark_safe("data:image/svg+xml," + quote(STAR, safe="' /=:"))  # noqa: S308  a constant
