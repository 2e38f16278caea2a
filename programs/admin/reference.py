"""The desk of the reference data, which the national coordination keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple

from core.fields import ADMIN_FIELDS
from programs.admin.forms import CenterForm, PartnerForm
from programs.admin.perimeter import Perimeter
from programs.admin.staff import side_by_side, staff
from programs.models import Center, Partner, Program, Province, Region, Sector, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest


class Reference(Perimeter):
    """Read by every member of staff, written by the national coordination."""

    actions = None
    grows = True  # whether rows are added and removed here

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Every member of staff reads it."""
        return staff(request).is_staff

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """The national coordination writes it."""
        return staff(request).is_national

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The national coordination adds to the lists that grow."""
        return self.grows and staff(request).is_national

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """The national coordination removes what nothing refers to."""
        return self.grows and staff(request).is_national


@admin.register(Region)
class RegionAdmin(Reference):
    """The twelve regions."""

    grows = False
    list_display = ["hcp", "name", "iso"]
    list_display_links = ["name"]
    fields = [("iso", "hcp"), *side_by_side("name")]


@admin.register(Province)
class ProvinceAdmin(Reference):
    """The seventy-five provinces and prefectures."""

    grows = False
    list_display = ["hcp", "name", "level", "region", "iso"]
    list_display_links = ["name"]
    list_filter = ["region", "level"]
    list_select_related = ["region"]
    search_fields = ["name_ar", "name_fr", "name_en", "iso", "hcp"]
    fields = [("iso", "hcp", "level", "region"), *side_by_side("name")]


@admin.register(Center)
class CenterAdmin(Reference):
    """The twelve centers, and how people reach them."""

    grows = False
    form = CenterForm
    list_display = ["name", "region", "phone", "email"]
    list_select_related = ["region"]
    fields = ["region", *side_by_side("name"), ("phone", "email", "declaration")]


@admin.register(Sector)
class SectorAdmin(Reference):
    """The activities, as people name them."""

    list_display = ["name", "code", "hint", "nma_section", "position"]
    search_fields = ["code", "name_ar", "name_fr", "name_en"]
    fields = [("code", "nma_section", "icon", "position"), *side_by_side("name", "hint")]


@admin.register(Theme)
class ThemeAdmin(Reference):
    """What needs, workshops and experts are about."""

    list_display = ["name", "code", "hint", "position"]
    search_fields = ["code", "name_ar", "name_fr", "name_en"]
    fields = [("code", "icon", "position"), *side_by_side("name", "hint")]


@admin.register(Program)
class ProgramAdmin(Reference):
    """The program as a whole."""

    list_display = ["name", "slug"]
    fields = ["slug", *side_by_side("name", "description")]


@admin.register(Partner)
class PartnerAdmin(Reference):
    """The institutions that stand beside the stops."""

    form = PartnerForm
    list_display = ["name", "kind", "link"]
    list_filter = ["kind"]
    search_fields = ["code", "name_ar", "name_fr", "name_en"]
    fields = [("code", "kind"), *side_by_side("name"), ("link", "logo"), "themes"]
    formfield_overrides = ADMIN_FIELDS | {
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": CheckboxSelectMultiple},
    }
