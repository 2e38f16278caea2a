"""The doors of allauth that this product opens: no sign-up, no password."""

from allauth.account import urls as account
from django.urls import include, path

CLOSED = ("account_signup", "account_change_password", "account_set_password", "account_reset_password")

urlpatterns = [
    *(door for door in account.urlpatterns if not str(door.name).startswith(CLOSED)),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
