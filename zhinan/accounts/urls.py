"""Addresses that the forms of all rooms ask, and those of one's own account."""

from django.urls import path

from .views import own
from .views.choosing import choose

urlpatterns = [
    path("choose/<str:noun>/", choose, name="choose"),
    path("account/passkey/", own.passkey, name="passkey"),
    path("my-account/", own.account, name="own-account"),
    path("my-account/address/", own.address, name="own-address"),
    path("my-account/address/<str:ticket>/", own.confirm_address, name="confirm-address"),
    path("my-account/sign-out-elsewhere/", own.sign_out_elsewhere, name="sign-out-elsewhere"),
    path("my-account/erase/", own.erase, name="erase-own-account"),
]
