"""All addresses: each room's own, and third-party routes by name."""

from allauth.account.urls import urlpatterns as account_routes
from django.urls import include, path

handler500 = "zhinan.config.outage.server_error"

OPEN = (
    "account_login",
    "account_logout",
    "account_signup",  # says that sign-up is closed; the sign-in page asks for its address
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
)
SIGNED_IN = ("account_change_password",)

urlpatterns = [
    path("account/", include([route for route in account_routes if route.name in OPEN + SIGNED_IN])),
    path("", include("zhinan.sources.urls")),
    path("", include("zhinan.network.urls")),
    path("", include("zhinan.knowledge.urls")),
    path("", include("zhinan.grants.urls")),
    path("", include("zhinan.events.urls")),
    path("", include("zhinan.deliveries.urls")),
    path("", include("zhinan.programmes.urls")),
    path("", include("zhinan.reporting.urls")),
    path("", include("zhinan.portal.urls")),
]
