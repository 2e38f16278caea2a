"""The quarterly file, to whoever holds the link that was mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from core.delivery import XLSX, protect
from core.doors import private
from reporting.exports.quarterly import file_of
from reporting.models import Quarter
from reporting.models.quarters import LINK

if TYPE_CHECKING:
    from django.http import HttpRequest


@private
@require_safe
def quarter(_request: HttpRequest, token: str) -> HttpResponse:
    """The workbook. Raises Http404 once the link is over, or its reader speaks for nobody."""
    row = LINK.row_or_404(token, Quarter.objects.select_related("user", "partner"))
    file = file_of(row)
    if not file:
        raise Http404
    name = f"microlabs-{row.begins_on:%Y}-T{(row.begins_on.month + 2) // 3}.xlsx"
    return protect(HttpResponse(file, content_type=XLSX), name=name)
