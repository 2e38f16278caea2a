"""Tables of addresses whose views are imported at the first request that comes to one of them."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.datastructures import MultiValueDict


KEPT = 256  # addresses


class LaterView:
    """A view whose module is imported at its first request."""

    def __init__(self, module: str, name: str) -> None:
        self.__module__, self.__name__, self.__qualname__ = module, name, name

    def __getattr__(self, name: str) -> Any:
        """What its decorators wrote on it; Django asks all views at once for `view_class`."""
        if name == "view_class":
            raise AttributeError(name)
        return getattr(self.view, name)

    @property
    def view(self) -> Any:
        """The function itself."""
        return getattr(import_module(self.__module__), self.__name__)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer by the view."""
        answer: HttpResponseBase = self.view(request, *args, **kwargs)
        return answer


class LaterViews:
    """A module of views, each of which is imported at its first request."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> LaterView:
        return LaterView(self._module, name)


class LaterAddresses(URLResolver):
    """Addresses of a namespace, imported when one is asked for or somebody names one.

    Django collects the names of all addresses, anew in each language. A namespace of ours collects
    its own, once: no address hangs on the language.
    """

    def _populate(self) -> None:
        """Nothing: whoever collects the names of all addresses finds none outside the namespace."""

    @cached_property
    def reverse_dict(self) -> MultiValueDict[str, Any]:
        """Its addresses by their names, without what they stand beneath."""
        return self._own.reverse_dict

    @cached_property
    def namespace_dict(self) -> dict[str, tuple[str, URLResolver]]:
        """The namespaces within it."""
        return self._own.namespace_dict

    @cached_property
    def app_dict(self) -> dict[str, list[str]]:
        """The same by the rooms whose they are."""
        return self._own.app_dict

    @cached_property
    def _own(self) -> URLResolver:
        return URLResolver(RoutePattern("", is_endpoint=False), self.url_patterns)


class KnownAddresses(URLResolver):
    """Addresses that are looked up once while they are asked for again and again."""

    def __init__(self, patterns: list[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern("", is_endpoint=False), patterns)
        self._known = lru_cache(maxsize=KEPT)(self._found)

    def resolve(self, path: str) -> ResolverMatch:
        """Who answers at `path`. Raises `Resolver404`."""
        return self._known(str(path))

    def _found(self, path: str) -> ResolverMatch:
        """The same, without the hundreds of patterns that did not fit: nobody reads them."""
        match = super().resolve(path)
        match.tried = []
        return match


def later_views(module: str) -> Any:
    """Name a module of views for a table of addresses."""
    return LaterViews(module)


def later_addresses(route: str, module: str, namespace: str) -> URLResolver:
    """Put the addresses of a module below `route`."""
    pattern = RoutePattern(route, is_endpoint=False)
    return LaterAddresses(pattern, module, app_name=namespace, namespace=namespace)
