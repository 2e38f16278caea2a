"""Every URL of the product, by room. Those of a stop come last: they begin with the stop's word."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from core.addresses import KnownAddresses, later_addresses
from microlabs.health import healthz

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.broken"

# Opt-outs were called refusals: bookmarks of staff go on.
opt_outs_moved = RedirectView.as_view(
    url="/admin/messaging/optout/%(rest)s", query_string=True, http_method_names=["get", "head"]
)

# Forms were made in the admin: the same.
forms_moved = RedirectView.as_view(url="/desk/forms/", http_method_names=["get", "head"])

addresses: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/messaging/refusal/<path:rest>", opt_outs_moved, name="opt-outs-moved"),
    path("admin/questionnaires/", forms_moved, name="forms-moved"),
    path("admin/questionnaires/<path:rest>", forms_moved, name="form-moved"),
    later_addresses("admin/", "microlabs.admin_urls", "admin"),
    path("account/", include("people.urls")),
    path("account/", include("people.entrance")),
    *([path("demo/", include("microlabs.demo.urls"))] if settings.DEMO else []),
    later_addresses("api/", "reporting.json_api.urls", "api"),
    path("", include("messaging.urls")),
    path("", include("meetings.urls")),
    path("", include("reporting.dashboards.urls")),
    path("", include("reporting.urls")),
    path("", include("reporting.bulletin.urls")),
    path("desk/", include("desk.setup.urls")),
    path("desk/", include("questionnaires.builder.urls")),
    path("desk/", include("selection.triage.urls")),
    path("desk/", include("desk.urls")),
    path("desk/", include("desk.broadcasts.urls")),
    path("desk/", include("desk.applications.urls")),
    path("desk/", include("desk.file.urls")),
    path("desk/", include("desk.radar.urls")),
    path("desk/", include("desk.memory.urls")),
    path("", include("desk.file.outside_urls")),
    path("desk/", include("needs.urls")),
    path("desk/", include("workshops.seats.urls")),
    path("desk/", include("workshops.planning.urls")),
    path("", include("workshops.planning.own_urls")),
    path("", include("needs.expert_urls")),
    path("", include("selection.deciding.urls")),
    path("desk/", include("selection.choosing.urls")),
    path("desk/", include("selection.duplicates.urls")),
    path("desk/", include("needs.diagnosis.desk_urls")),
    path("", include("needs.diagnosis.urls")),
    path("desk/", include("selection.review.urls")),
    path("desk/", include("workshops.hall.urls")),
    path("", include("workshops.hall.seat_urls")),
    path("desk/", include("workshops.after.desk_urls")),
    path("", include("workshops.after.urls")),
    path("desk/", include("coaching.hours.desk_urls")),
    path("desk/", include("coaching.matching.urls")),
    path("desk/", include("coaching.door.desk_urls")),
    path("", include("coaching.door.urls")),
    path("desk/", include("coaching.staff.urls")),
    path("", include("coaching.hours.own_urls")),
    path("", include("coaching.session.urls")),
    path("", include("coaching.hours.public_urls")),
    path("", include("coaching.public.urls")),
    path("desk/", include("partners.doors.desk_urls")),
    path("desk/", include("partners.promises.desk_urls")),
    path("desk/", include("partners.offers.desk_urls")),
    path("desk/", include("partners.public.desk_urls")),
    path("", include("partners.offers.urls")),
    path("", include("partners.doors.partner_urls")),
    path("", include("partners.promises.urls")),
    path("", include("partners.doors.urls")),
    path("", include("questionnaires.urls")),
    path("", include("selection.triage.information_urls")),
    path("", include("workshops.public.urls")),
    path("", include("selection.review.public_urls")),
    path("", include("applications.urls")),
    path("", include("portal.urls")),
    path("", include("partners.public.urls")),  # beneath /files/partners/
]

urlpatterns = [KnownAddresses(addresses)]
