"""The product's addresses as a demonstration has them."""

from django.urls import include, path

from microlabs.urls import handler400, handler403, handler404, handler500
from microlabs.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("demo/", include("microlabs.demo.urls")), *real]
