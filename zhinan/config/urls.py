"""All addresses: each room's own, and third-party routes by name."""

from allauth.account.urls import urlpatterns as account_routes
from allauth.mfa.urls import urlpatterns as mfa_routes
from django.urls import include, path

from . import health, languages, mailing, opening

handler400 = "zhinan.config.outage.bad_request"
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
    "mfa_authenticate",
    "mfa_login_webauthn",
)
SIGNED_IN = (
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
)

urlpatterns = [
    path("health", health.health, name="health"),
    path("language/", languages.choose, name="language"),
    path("begin/", opening.begin, name="begin"),
    path("mail/settings/", mailing.settings, name="mail-settings"),
    path("account/", include([route for route in account_routes if route.name in OPEN + SIGNED_IN])),
    path("account/factor/", include(mfa_routes)),
    path("", include("zhinan.accounts.urls")),
    path("", include("zhinan.sources.urls")),
    path("", include("zhinan.notices.urls")),
    path("", include("zhinan.network.urls")),
    path("", include("zhinan.knowledge.urls")),
    path("", include("zhinan.grants.urls")),
    path("", include("zhinan.awards.urls")),
    path("", include("zhinan.monitoring.urls")),
    path("", include("zhinan.closures.urls")),
    path("", include("zhinan.events.urls")),
    path("", include("zhinan.deliveries.urls")),
    path("", include("zhinan.outreach.urls")),
    path("", include("zhinan.programmes.urls")),
    path("", include("zhinan.questionnaires.urls")),
    path("", include("zhinan.results.urls")),
    path("", include("zhinan.reporting.urls")),
    path("", include("zhinan.exchange.urls")),
    path("", include("zhinan.portal.urls")),
]
