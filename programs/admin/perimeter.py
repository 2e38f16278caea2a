"""What every page of the admin has in common."""

from typing import NoReturn

from django.http import Http404, HttpRequest

from core.fields import ADMIN_FIELDS
from core.lookups import DeclaredLookups


class Perimeter(DeclaredLookups):
    """Raises Http404 for what is outside somebody's perimeter; Django would redirect them."""

    formfield_overrides = ADMIN_FIELDS

    def _get_obj_does_not_exist_redirect(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        opts: object,  # noqa: ARG002  Django calls it so
        object_id: str,  # noqa: ARG002  Django calls it so
    ) -> NoReturn:
        raise Http404
