"""2: what a first visit weighs, and when its largest part is painted on a slow network, beside a bare form."""

import gzip
import shutil
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from bench import ground
from bench.servers import HOST, Side

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # 400 kbit/s
SLOWER_CPU = 4
PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => told(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""
PAGES = ("/", f"/{ground.SLUG}/", f"/{ground.SLUG}/apply/", "/account/login/")


def weight(ours: Side, floor: Side, pairs: int) -> Iterator[dict[str, Any]]:
    """Each public page, then the bare form."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        bare = min(
            _visit(browser, f"http://{HOST}:{floor.port}/form")["lcp_ms"]
            for _each in range(min(pairs, 3))
        )
        for path in PAGES:
            visits = [
                _visit(browser, f"http://{HOST}:{ours.port}{path}")
                for _each in range(min(pairs, 3))
            ]
            best = min(visits, key=lambda visit: visit["lcp_ms"])
            yield {
                "name": f"2 {path} on a slow phone",
                "ok": best["bytes"] > 0,
                "floor_lcp_ms": bare,
                **best,
            }
        browser.close()


def _visit(browser: Browser, address: str) -> dict[str, Any]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
    )
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright wants a function of Python
    page.goto(address)
    painted = round(page.evaluate(PAINTED))
    bodies = [gzip.compress(answer.body(), 6) for answer in answers]
    told = {
        "lcp_ms": painted,
        "requests": len(answers),
        "bytes": sum(map(len, bodies)),
        "html_bytes": len(bodies[0]),
    }
    context.close()
    return told
