"""Addresses of deliveries."""

from django.urls import path

from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Delivery

urlpatterns = [
    *routes("deliveries", forms.DeliveryForm, add=access.keep_records, edit=access.edit),
    *files_of("delivery", Delivery, edit=access.edit, at="deliveries/<slug:slug>/"),
    path("deliveries/<slug:slug>/", views.delivery, name="delivery"),
]
