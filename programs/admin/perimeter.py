"""What every page of the admin has in common."""

from typing import Any, NoReturn

from django.contrib import admin
from django.http import Http404, HttpRequest


class Perimeter(admin.ModelAdmin[Any]):
    """What is not in somebody's perimeter is not there: Django would lead them to the first page instead."""

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: object, object_id: str) -> NoReturn:  # noqa: ARG002  Django's
        raise Http404
