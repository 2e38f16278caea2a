"""What everybody may know of how a stop chooses: criteria, what each step means, and the rules."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from programs.models import Stop
from selection.gauges import selection_of
from selection.review.criteria import criteria_of
from selection.review.rules import questions_of, rule_of


@login_not_required
@require_safe
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """The criteria of a stop in words, without the points: answers would follow them."""
    announced = Stop.objects.announced().select_related("center__region")
    stop = get_object_or_404(announced, slug=slug)
    rows = criteria_of(stop)
    total, questions = sum(row.weight for row in rows), questions_of(stop)
    published = []
    for row in rows:
        rule = rule_of(questions, row.source)
        steps = sorted(row.anchors.all(), key=lambda anchor: -anchor.points)
        published.append(
            {"row": row, "share": round(100 * row.weight / total), "steps": steps, "rule": rule}
        )
    context = {"stop": stop, "criteria": published, "selection": selection_of(stop)}
    return render(request, "selection/review/public.html", context)
