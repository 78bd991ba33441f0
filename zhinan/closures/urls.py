"""Addresses of the closure of grants, and of the pages of grants and awards, which lead there."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.grants.models import Grant

from . import views

ONE = "awards/<int:pk>/"

urlpatterns = [
    path("grants/<slug:slug>/", views.grant, name="grant"),
    *verbs.routes("grants", Grant, views.ENDING),
    path(ONE, views.award, name="award"),
    path(f"{ONE}closure/", views.award_closure, name="award-closure"),
    path(f"{ONE}close/", views.close_award, name="close-award"),
    path(f"{ONE}lessons/", views.document_lessons, name="document-lessons"),
    path(f"{ONE}refunds/add/", views.add_refund, name="add-refund"),
    path("refunds/<int:pk>/take-back/", views.take_back_refund, name="take-back-refund"),
    path(f"{ONE}bundle.pdf", views.bundle_pdf, name="award-bundle"),
    path(f"{ONE}bundle.zip", views.bundle_zip, name="award-archive"),
]
