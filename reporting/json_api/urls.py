"""The addresses of the API."""

from django.urls import URLPattern, path, re_path

from reporting.json_api.api import api, elsewhere, opened

app_name = "api"
urlpatterns = [each for each in api.urls[0] if isinstance(each, URLPattern)]
for each in urlpatterns:
    each.callback = opened(each.callback)
urlpatterns = [each for each in urlpatterns if each.name != "api-root"]
urlpatterns += [
    path("", opened(lambda request: elsewhere(request, "")), name="api-root"),
    re_path(r"^(?P<rest>[\s\S]*)$", opened(elsewhere), name="elsewhere"),
]
