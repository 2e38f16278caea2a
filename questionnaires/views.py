"""The recording of a question, for whoever is asked it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.delivery import deliver
from questionnaires.models import SOUNDS, Question

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile


@require_safe
@login_not_required
@cache_control(public=True, max_age=60 * 60 * 24 * 30, immutable=True)
def clip(_request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """Play the recording of a published question; a draft's stays with the staff."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    question = get_object_or_404(Question, pk=pk, section__version__published_at__isnull=False)
    recording: FieldFile = getattr(question, f"clip_{language}")
    ending = (recording.name or "").rpartition(".")[2].lower()
    kind = SOUNDS.get(ending, "application/octet-stream")
    return deliver(recording, name=f"question.{ending}", content_type=kind, shown=True, public=True)
