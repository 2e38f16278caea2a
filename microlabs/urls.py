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
    later_addresses("account/", "people.urls", "people"),
    path("account/", include("people.entrance")),
    *([later_addresses("demo/", "microlabs.demo.urls", "demo")] if settings.DEMO else []),
    later_addresses("api/", "reporting.json_api.urls", "api"),
    later_addresses("", "messaging.urls", "messaging"),
    later_addresses("", "meetings.urls", "meetings"),
    later_addresses("", "reporting.dashboards.urls", "dashboards"),
    later_addresses("", "reporting.urls", "reporting"),
    later_addresses("", "reporting.bulletin.urls", "bulletin"),
    later_addresses("desk/", "desk.setup.urls", "setup"),
    later_addresses("desk/", "questionnaires.builder.urls", "forms"),
    later_addresses("desk/", "selection.triage.urls", "triage"),
    later_addresses("desk/", "desk.urls", "desk"),
    later_addresses("desk/", "desk.broadcasts.urls", "outreach"),
    later_addresses("desk/", "desk.applications.urls", "files"),
    later_addresses("desk/", "desk.file.urls", "file"),
    later_addresses("desk/", "desk.radar.urls", "radar"),
    later_addresses("desk/", "desk.memory.urls", "memory"),
    later_addresses("", "desk.file.outside_urls", "opinion"),
    later_addresses("desk/", "needs.urls", "needs"),
    later_addresses("desk/", "workshops.seats.urls", "seats"),
    later_addresses("desk/", "workshops.planning.urls", "planning"),
    later_addresses("", "workshops.planning.own_urls", "planning_own"),
    later_addresses("", "needs.expert_urls", "needs_expert"),
    later_addresses("", "selection.deciding.urls", "deciding"),
    later_addresses("desk/", "selection.choosing.urls", "choosing"),
    later_addresses("desk/", "selection.duplicates.urls", "doubles"),
    later_addresses("desk/", "needs.diagnosis.desk_urls", "diagnosis_desk"),
    later_addresses("", "needs.diagnosis.urls", "diagnosis"),
    later_addresses("desk/", "selection.review.urls", "review"),
    later_addresses("desk/", "workshops.hall.urls", "hall"),
    later_addresses("", "workshops.hall.seat_urls", "hall_seat"),
    later_addresses("desk/", "workshops.after.desk_urls", "after_desk"),
    later_addresses("", "workshops.after.urls", "after"),
    later_addresses("desk/", "coaching.hours.desk_urls", "experts"),
    later_addresses("desk/", "coaching.matching.urls", "matching"),
    later_addresses("desk/", "coaching.door.desk_urls", "queue_desk"),
    later_addresses("", "coaching.door.urls", "queue"),
    later_addresses("desk/", "coaching.staff.urls", "coaching"),
    later_addresses("", "coaching.hours.own_urls", "hours"),
    later_addresses("", "coaching.session.urls", "day"),
    later_addresses("", "coaching.hours.public_urls", "directory"),
    later_addresses("", "coaching.public.urls", "sessions"),
    later_addresses("desk/", "partners.doors.desk_urls", "doors_desk"),
    later_addresses("desk/", "partners.promises.desk_urls", "partners_desk"),
    later_addresses("desk/", "partners.offers.desk_urls", "offers_desk"),
    later_addresses("desk/", "partners.public.desk_urls", "pages_desk"),
    later_addresses("", "partners.offers.urls", "offers"),
    later_addresses("", "partners.doors.partner_urls", "referrals"),
    later_addresses("", "partners.promises.urls", "promises"),
    later_addresses("", "partners.doors.urls", "doors"),
    later_addresses("", "questionnaires.urls", "questionnaires"),
    later_addresses("", "selection.triage.information_urls", "piece"),
    later_addresses("", "workshops.public.urls", "agenda"),
    later_addresses("", "selection.review.public_urls", "criteria"),
    later_addresses("", "applications.urls", "applications"),
    later_addresses("", "portal.urls", "portal"),
    later_addresses("", "partners.public.urls", "partner_pages"),  # beneath /files/partners/
]

urlpatterns = [KnownAddresses(addresses)]
