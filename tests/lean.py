"""What Django does for every page of a test, done once where nobody reads it more often."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from threading import local
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.conf import global_settings
from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.db import connections
from django.template.base import Template
from django.test.client import ClientHandler
from django.test.signals import template_rendered
from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.template import Context

OUTERMOST = 2  # what lies on the stack of a page that is drawn; beneath it each part adds one
CHAIN = (
    *("_middleware_chain", "_view_middleware"),
    *("_template_response_middleware", "_exception_middleware"),
)
# Kept for each task of a program that has tasks, which takes longer to ask for; ours has threads.
APART = ((trans_real, "_active"), (timezone, "_active"), (base, "_prefixes"), (base, "_urlconfs"))
_chains: list[dict[str, Any]] = []


@contextmanager
def browsers() -> Iterator[None]:
    """Browsers share their middlewares, and keep the contexts of pages, not of each part.

    A thousand times a page Django asks what language, zone and connection are those of a thread.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.object(ClientHandler, "load_middleware", _chained))
        stack.enter_context(patch.object(Template, "_render", _told))
        for module, name in APART:
            stack.enter_context(patch.object(module, name, local()))
        there = {alias: connections[alias] for alias in connections}
        stack.enter_context(patch.object(connections, "_connections", local()))
        vars(connections._connections).update(there)  # noqa: SLF001
        setting_changed.connect(_anew)
        stack.callback(setting_changed.disconnect, _anew)
        yield


def _chained(self: ClientHandler, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  as Django asks it
    """Put the middlewares together for the first browser, for the others give them those."""
    if not _chains:
        BaseHandler.load_middleware(self, is_async)
        _chains.append({name: getattr(self, name) for name in CHAIN})
    vars(self).update(_chains[0])


def _anew(*, setting: str, **_signal: Any) -> None:
    """A middleware may have read a setting that is another one now; ours read none beforehand."""
    if hasattr(global_settings, setting) or setting.startswith("WHITENOISE_"):
        _chains.clear()


def _told(self: Template, context: Context) -> str:
    """Draw, and tell it of a whole page: Django copies the whole context each time."""
    if len(context.render_context.dicts) <= OUTERMOST:
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)
