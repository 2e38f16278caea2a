"""The addresses of Django's admin, with the pages of every room; imported when one is asked for."""

from django.contrib.admin import autodiscover, site

autodiscover()
urlpatterns, app_name, namespace = site.urls
