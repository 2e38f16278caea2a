"""URLs afterwards: under the link of a seat, and the proof of a certificate for everybody."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.after import quiz_views, views
else:
    quiz_views = later_views("workshops.after.quiz_views")
    views = later_views("workshops.after.views")

app_name = "after"
urlpatterns = [
    path("certificate/<slug:key>/", views.certificate, name="proof"),
    path("seat/<slug:token>/certificate/", views.own_certificate, name="certificate"),
    path("seat/<slug:token>/after/", views.after, name="after"),
    path("seat/<slug:token>/after/quiz/", quiz_views.answers, name="quiz"),
    path("seat/<slug:token>/after/showing/", views.showing, name="showing"),
    path("seat/<slug:token>/after/<int:pk>/", views.material, name="material"),
]
