"""Addresses of organisations and their files, and those that the frame of every page links to."""

from django.apps import apps
from django.http import HttpResponse
from django.urls import path

from zhinan.accounts.models import RoleName, has_role
from zhinan.files.urls import routes
from zhinan.kit.guards import public

OFFICE = "programme:7"
FRAME = ("home", "search", "desk", "language", "notices", "account_login", "account_logout")


def keep(user, organisation):
    """Whether `user` may edit an organisation here: the secretariat of one programme."""
    return user.is_authenticated and has_role(user, RoleName.SECRETARIAT, OFFICE)


@public
def page(request, **words):
    """A page of a room above."""
    return HttpResponse("A page of a room above")


urlpatterns = [
    *routes("organisation", apps.get_model("network.organisation"), edit=keep),
    path("organisations/<slug:slug>/", page, name="organisation"),
    *(path(f"{name}/", page, name=name) for name in FRAME),
]
