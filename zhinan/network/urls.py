"""Addresses of organisations' forms, people, networks, memberships, agreements and partnerships."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .actions.identity import restore
from .models import Agreement, Membership, Network, Organisation, Partnership, Person
from .views import identity

urlpatterns = [
    *routes(
        "organisations",
        forms.OrganisationForm,
        add=access.keep_records,
        edit=access.edit_organisation,
        restore=restore,
    ),
    *routes("persons", forms.PersonForm, add=access.keep_records, edit=access.edit_record, restore=restore),
    *routes("networks", forms.NetworkForm, add=access.keep_records, edit=access.edit_record),
    *routes("memberships", forms.MembershipForm, add=access.keep_records, edit=access.edit_record),
    *routes("agreements", forms.AgreementForm, add=access.keep_records, edit=access.edit_record),
    *routes("partnerships", forms.PartnershipForm, add=access.keep_records, edit=access.edit_record),
    *files_of("organisation", Organisation, edit=access.edit_organisation),
    *files_of("person", Person, edit=access.edit_record, at="persons/<slug:slug>/"),
    *files_of("network", Network, edit=access.edit_record),
    *files_of("membership", Membership, edit=access.edit_membership, at="memberships/<int:pk>/"),
    *files_of("agreement", Agreement, edit=access.edit_record),
    *files_of("partnership", Partnership, edit=access.edit_record),
    path("persons/<slug:slug>/", views.person, name="person"),
    path("persons/<slug:slug>/erase/", views.erase_person, name="erase-person"),
    path("twins/", identity.twins, name="twins"),
    path("twins/find/", identity.twins_find, name="twins_find"),
    path("twins/<int:pk>/", identity.twin, name="twin"),
    path("twins/<int:pk>/merge/", identity.twin_merge, name="twin_merge"),
    path("twins/<int:pk>/distinct/", identity.twin_distinct, name="twin_distinct"),
    path("twins/<int:pk>/reopen/", identity.twin_reopen, name="twin_reopen"),
    path("merged/", identity.mergings, name="mergings"),
    path("merged/<int:pk>/undo/", identity.merging_undo, name="merging_undo"),
    path("networks/", views.networks, name="networks"),
    path("networks/<slug:slug>/", views.network, name="network"),
    path("networks/<slug:slug>/members.<slug:kind>", views.members, name="network-members"),
    path("memberships/<int:pk>/", views.membership, name="membership"),
    *verbs.routes("memberships", Membership, views.VERBS),
    path("organisations/<slug:slug>/apply/", views.apply, name="apply"),
    path("agreements/<slug:slug>/", views.agreement, name="agreement"),
]
