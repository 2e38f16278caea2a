"""What somebody does, as requests to a server; each checks its answers, and can be done again."""

import http.client
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import uuid4

from bench.servers import HOST, PATIENCE, Side

Walk = Callable[[], None]
SLUG = "bench"
ANSWERS = {
    "kind": "project",
    "name": "Salma Bench",
    "whatsapp": "yes",
    "language": "ar",
    "province": "MA-FES",
    "sector": "trade",
    "activity": "fabrics",
    "stage": "idea",
    "needs": "funding",
    "connection": "weak",
    "video": "no",
    "page": ["who", "reach", "where", "activity", "stage", "needs"],
    "consent_processing": "1",
}
PAGES: dict[str, dict[str, object]] = {
    "who": {"kind": "project", "name": "فاطمة الزهراء العلوي", "gender": "woman"},
    "reach": {"phone": "", "whatsapp": "yes", "language": "ar"},
    "where": {"province": "MA-FES", "locality": "المدينة القديمة"},
    "activity": {"sector": "trade", "activity": "بيع الملابس"},
    "stage": {"stage": "idea"},
    "needs": {
        "needs": ["funding", "customers"],
        "connection": "weak",
        "video": "no",
        "hours": ["evening"],
    },
}
AGREED = {"consent_processing": "1", "consent_reminders": "1"}


class Browser:
    """Keeps its cookies and its line, asks for compressed pages, follows nothing by itself."""

    def __init__(self, side: Side, cookies: Mapping[str, str] | None = None) -> None:
        self.line = http.client.HTTPConnection(HOST, side.port, timeout=PATIENCE)
        self.cookies = dict(cookies or {})

    def ask(self, path: str, form: Mapping[str, object] | None = None) -> tuple[int, str, str]:
        """The status, where it leads to, and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request("GET" if form is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def journey(side: Side) -> Walk:
    """A candidacy as a person fills it in: seven pages shown and sent, then the receipt."""

    def walk() -> None:
        browser, address = Browser(side), f"/{SLUG}/apply/"
        for code, answers in PAGES.items():
            status, _leads, page = browser.ask(address)
            key = re.search(r'name="key" value="([^"]+)"', page)
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            if status != http.HTTPStatus.OK or not key or not token:
                raise SystemExit(f"{address} answered {status}.")
            own = {"key": key[1], "csrfmiddlewaretoken": token[1]}
            phone = {"phone": f"07{uuid4().int % 10**8:08}"} if code == "reach" else {}
            status, leads, page = browser.ask(address, {**answers, **own, **phone})
            if status != http.HTTPStatus.FOUND:
                raise SystemExit(f"{address} answered {status}: nothing is measured.")
            address = leads
        _status, _leads, page = browser.ask(address)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {**AGREED, "csrfmiddlewaretoken": token[1] if token else ""}
        status, receipt, page = browser.ask(address, form)
        status, _leads, page = browser.ask(receipt)
        if status != http.HTTPStatus.OK or "BE-" not in page:
            raise SystemExit(f"The receipt answered {status}: nothing is measured.")
        browser.line.close()

    return walk


def whole(side: Side) -> Walk:
    """A candidacy that arrives in one request, as a phone without a network sends it."""
    token = "t" * 32

    def walk() -> None:
        browser = Browser(side, {"csrftoken": token})
        own = {
            "key": str(uuid4()),
            "phone": f"+2127{uuid4().int % 10**8:08}",
            "csrfmiddlewaretoken": token,
        }
        status, _leads, page = browser.ask(f"/{SLUG}/apply/whole/", {**ANSWERS, **own})
        if status != http.HTTPStatus.OK or "BE-" not in page:
            raise SystemExit(f"A candidacy was answered {status}: nothing is measured.")
        browser.line.close()

    return walk


def shown(path: str, *, of: str = "") -> Callable[[Side], Walk]:
    """One page, asked for by somebody who has been here before."""

    def walking(side: Side) -> Walk:
        browser = Browser(side, {"django_language": "fr"})
        browser.ask(path)

        def walk() -> None:
            status, _leads, page = browser.ask(path)
            if status != http.HTTPStatus.OK or of not in page:
                raise SystemExit(f"{path} answered {status}: nothing is measured.")

        return walk

    return walking


WALKS: dict[str, Callable[[Side], Walk]] = {
    "journey": journey,
    "whole": whole,
    "form": shown(f"/{SLUG}/apply/", of="kind"),
    "stop": shown(f"/{SLUG}/", of="Étape de mesure"),
    "figures": shown(f"/{SLUG}/figures/"),
    "stops": shown("/", of="Étape de mesure"),
}
