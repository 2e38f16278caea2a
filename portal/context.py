"""What every page knows."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """The address of this page, for links that only change its language."""
    return {"path": request.path}
