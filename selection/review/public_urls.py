"""The one address of how a stop chooses that everybody may open."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.review import public
else:
    public = later_views("selection.review.public")

app_name = "criteria"
urlpatterns = [path("<slug:slug>/criteria/", public.criteria, name="public")]
