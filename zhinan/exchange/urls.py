"""Addresses of imports."""

from django.urls import path

from zhinan.kit.resources import EMPTY, TOTAL, UNKNOWN

from . import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/add/", views.add_import, name="add-import"),
    path("imports/templates/<slug:resource>.<slug:language>.xlsx", views.template, name="import-template"),
    path("imports/<int:pk>/", views.import_, name="import"),
    path("imports/<int:pk>/sheet/", views.sheet, name="import-sheet"),
    path("imports/<int:pk>/columns/", views.columns, name="import-columns"),
    path("imports/<int:pk>/settle/", views.settle, name="import-settle"),
    path("imports/<int:pk>/settle/total/", views.settle_alike, {"question": TOTAL}, name="import-settle-total"),
    path("imports/<int:pk>/settle/unknown/", views.settle_alike, {"question": UNKNOWN}, name="import-settle-unknown"),
    path("imports/<int:pk>/settle/empty/", views.settle_alike, {"question": EMPTY}, name="import-settle-empty"),
    path("imports/<int:pk>/take/", views.take, name="import-take"),
    path("imports/<int:pk>/undo/", views.undo, name="import-undo"),
    path("imports/<int:pk>/go-on/", views.go_on, name="import-go-on"),
    path("imports/<int:pk>/throw-away/", views.throw_away, name="import-throw-away"),
    path("imports/<int:pk>/original/", views.original, name="import-original"),
    path("imports/<int:pk>/rest.xlsx", views.rest, name="import-rest"),
    path("imports/<int:pk>/rows/<int:number>/", views.row, name="import-row"),
]
