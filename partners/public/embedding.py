"""An answer that other sites show in a frame: it sets no cookie, and only named sites show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.constants import NONE
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Sequence


FRAME = '<iframe src="{url}" width="100%" height="600" title="Microlabs" loading="lazy"></iframe>'


class WithoutCookies(HttpResponse):
    """Whatever a middleware would remember of the visitor, another site's reader, is not kept."""

    def set_cookie(self, *_args: Any, **_kwargs: Any) -> None:
        """Keep nothing."""


def embeddable(content: str, hosts: Sequence[str]) -> WithoutCookies:
    """A page that sites at `hosts` may frame, and no other."""
    answer = WithoutCookies(content)
    allowed = [f"https://{host}" for host in hosts] or [NONE]
    answer._csp_replace = {"frame-ancestors": allowed}  # type: ignore[attr-defined]  # noqa: SLF001  as csp_replace does
    answer.xframe_options_exempt = True
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def line_to_copy(url: str) -> str:
    """What a site writes to show the page at `url`."""
    return FRAME.format(url=url)
