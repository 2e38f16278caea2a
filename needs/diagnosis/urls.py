"""URLs of the diagnosis: under the private link of a candidacy, and for the experts who call."""

from typing import TYPE_CHECKING

from django.urls import path, register_converter

from core.addresses import later_views
from needs.diagnosis.links import MomentConverter

if TYPE_CHECKING:
    from needs.diagnosis import calls, views
else:
    calls = later_views("needs.diagnosis.calls")
    views = later_views("needs.diagnosis.views")

register_converter(MomentConverter, "later_moment")
app_name = "diagnosis"
urlpatterns = [
    path("my/<slug:token>/diagnosis/", views.beginning, name="begin"),
    path("my/<slug:token>/diagnosis/result/", views.result, name="result"),
    path("my/<slug:token>/diagnosis/<later_moment:moment>/", views.beginning, name="again"),
    path(
        "my/<slug:token>/diagnosis/<later_moment:moment>/result/", views.result, name="again_result"
    ),
    path(
        "my/<slug:token>/diagnosis/<later_moment:moment>/<slug:code>/",
        views.page,
        name="again_page",
    ),
    path("my/<slug:token>/diagnosis/<slug:code>/", views.page, name="page"),
    path("account/me/diagnoses/", calls.in_hands, name="in_hand"),
    path("account/me/diagnoses/<int:pk>/", calls.call, name="call"),
    path("account/me/diagnoses/<int:pk>/completion/", calls.completion, name="call_completion"),
]
