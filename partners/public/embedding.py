"""An answer that other sites show in a frame: it sets no cookie, and only named sites show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import NONE
from django.http import HttpResponse

from core.delivery import without_cookies

if TYPE_CHECKING:
    from collections.abc import Sequence

FRAME = '<iframe src="{url}" width="100%" height="600" title="Microlabs" loading="lazy"></iframe>'


def embeddable(content: str, hosts: Sequence[str]) -> HttpResponse:
    """A page that sites at `hosts` may frame, and no other."""
    answer = without_cookies(HttpResponse(content))
    allowed = [f"https://{host}" for host in hosts] or [NONE]
    answer._csp_replace = {"frame-ancestors": allowed}  # type: ignore[attr-defined]  # noqa: SLF001  as csp_replace does
    answer.xframe_options_exempt = True
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def line_to_copy(url: str) -> str:
    """What a site writes to show the page at `url`."""
    return FRAME.format(url=url)
