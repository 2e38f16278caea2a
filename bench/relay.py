"""Whether the sound of our stage comes through a TURN server alone: `python -m bench relay`.

Two browsers that may use no other way (`iceTransportPolicy=relay`), as two that stand in networks
which let nothing through to each other; coturn (`turnserver`) with the secret of our settings.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from bench import database
from bench.crowds import product
from bench.servers import HOST
from meetings.actions import invite
from meetings.links import guest_url
from meetings.models import Guest, Meeting
from programs.models import Stop

PORT, TURN = 8477, 3479
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SECONDS = 5
RELAYED = """
(() => {
  const Real = window.RTCPeerConnection;
  window.lines = [];
  window.RTCPeerConnection = class extends Real {
    constructor(how) { super({ ...how, iceTransportPolicy: "relay" }); window.lines.push(this); }
  };
  window.heard = async () => {
    const found = { bytes: 0, ways: [] };
    for (const line of window.lines.filter((each) => each.connectionState === "connected")) {
      const all = await line.getStats();
      for (const each of all.values()) {
        if (each.type === "inbound-rtp") found.bytes += each.bytesReceived;
        if (each.type !== "candidate-pair" || !each.nominated) continue;
        found.ways.push(all.get(each.localCandidateId).candidateType);
        found.ways.push(all.get(each.remoteCandidateId).candidateType);
      }
    }
    return found;
  };
})();
"""


def relay(_stop: Stop, _pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """A trainer and a listener by the relay; with a wrong secret nothing may come."""
    for name, given in (("through the relay", ""), ("with a wrong secret", "wrong")):
        secret = secrets.token_hex(16)
        settings = {
            "MICROLABS_TURN_URL": f"turn:{HOST}:{TURN}?transport=udp",
            "MICROLABS_TURN_SECRET": given or secret,
        }
        with _relaying(secret), _settled(settings), product(PORT, database.url()):
            heard = _heard()
        wanted = not given
        only_relayed = {*heard["ways"]} == {"relay"}
        yield {
            "name": f"stage: {name}",
            **heard,
            "ok": (heard["bytes"] > 0 and only_relayed) if wanted else heard["bytes"] == 0,
        }


@contextmanager
def _relaying(secret: str) -> Iterator[None]:
    """A coturn of our own, which lets browsers of this machine speak with each other."""
    turnserver = shutil.which("turnserver")
    if turnserver is None:
        raise SystemExit("coturn (turnserver) is not installed: nothing is measured.")
    with tempfile.TemporaryDirectory() as folder:
        flags = (
            *("--listening-ip", HOST, "--relay-ip", HOST, "--listening-port", str(TURN)),
            *("--allow-loopback-peers", "--cli-password", secrets.token_hex(8)),
            *("--use-auth-secret", "--static-auth-secret", secret, "--realm", "bench"),
            *("--no-tls", "--no-dtls", "--no-cli", "--log-file", "stdout", "--simple-log"),
            *("--pidfile", str(Path(folder) / "pid"), "-n", "--userdb", str(Path(folder) / "db")),
        )
        process = subprocess.Popen(  # noqa: S603
            [turnserver, *flags], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(1)
            yield
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def _settled(settings: dict[str, str]) -> Iterator[None]:
    """The settings of the product's server, for as long as the block lasts."""
    os.environ.update(settings)
    try:
        yield
    finally:
        for name in settings:
            del os.environ[name]


def _heard() -> dict[str, Any]:
    """What a listener hears in some seconds, and by which ways."""
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
    meeting = Meeting.objects.create(title_fr="Salle", title_ar="قاعة", **times)
    trainer = invite(meeting, "trainer", name="Nadia", language="fr", role=Guest.Role.HOST)
    guest = invite(meeting, "seat 1", name="Salma", language="fr")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", *FAKE]
        )
        pages = [_come_in(browser, each) for each in (trainer, guest)]
        try:
            for _second in range(20):
                pages[1].wait_for_timeout(1000)
                if pages[1].get_attribute("#stage", "data-now") == "live":
                    pages[1].wait_for_timeout(SECONDS * 1000)
                    break
            heard: dict[str, Any] = pages[1].evaluate("window.heard()")
        finally:
            browser.close()
    return heard


def _come_in(browser: Browser, guest: Guest) -> Page:
    context = browser.new_context(base_url=f"http://{HOST}:{PORT}", permissions=["microphone"])
    context.add_init_script(RELAYED)
    page = context.new_page()
    page.goto(guest_url(guest))
    page.locator("form button[type=submit]").click()
    page.locator("[data-does=begin]").click()
    return page
