"""Addresses of notices and mail."""

from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read-notices"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("mail/", views.mail, name="mail"),
    path("mail/again/", views.send_again, name="send-again"),
    path("mail/<uuid:pk>/again/", views.send_letter_again, name="send-letter-again"),
]
