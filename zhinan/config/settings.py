"""Django's settings; what differs between machines comes from `environment`."""

from datetime import timedelta

from csp.constants import NONE, SELF

from . import environment

DEBUG = environment.debug()
SECRET_KEY = environment.secret()
ALLOWED_HOSTS = environment.hosts()
ORIGIN = environment.origin()
ADDRESS = ORIGIN or f"http://localhost:{environment.port()}"  # what documents outside the site link to
WORLD = environment.world()
BASE_DIR = environment.ROOT
FOLDER = environment.folder()

INSTALLED_APPS = [
    "zhinan.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "zhinan.kit",
    "zhinan.history",
    "zhinan.sources",
    "zhinan.search",
    "zhinan.codelists",
    "zhinan.files",
    "zhinan.notices",
    "zhinan.network",
    "zhinan.programmes",
    "zhinan.questionnaires",
    "zhinan.results",
    "zhinan.knowledge",
    "zhinan.grants",
    "zhinan.awards",
    "zhinan.monitoring",
    "zhinan.closures",
    "zhinan.events",
    "zhinan.deliveries",
    "zhinan.outreach",
    "zhinan.reporting",
    "zhinan.exchange",
    "zhinan.portal",
    "zhinan.demo",
    "zhinan.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhinan.config.visitors.VisitorPages",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhinan.config.languages.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhinan.config.requests.WithoutNul",
]

ROOT_URLCONF = "zhinan.config.urls"
WSGI_APPLICATION = "zhinan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhinan.config.menu.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "zhinan.kit.templatetags.kit",
                "zhinan.kit.templatetags.languages",
            ],
        },
    }
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache()}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = environment.language()
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [environment.ROOT / "zhinan" / "locale"]
FORMAT_MODULE_PATH = ["zhinan.kit.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = environment.MEDIA.read() or FOLDER / "files"
LARGEST_FILE = environment.upload()
KEEP_IMPORTS = timedelta(days=environment.keep_imports())
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a sheet of 500 columns asks about each of them
FILE_UPLOAD_HANDLERS = ["zhinan.files.forms.BoundedUpload"]  # refuses while reading what is too large
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
SEARCH_FOLDER = FOLDER / "search"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "zhinan.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever is locked out by others' attempts comes in by the link in a mail
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",  # a key is a mail address at one place: see the adapter
    # For an event; a whole hall may stand behind one address, and a form for a group holds up to 200 people.
    "register": "120/10m/ip",
    "register_group": "12/10m/ip",
    "invite_author": "20/h/user",  # mails that ask somebody to write an application too
    "ask_call": "10/10m/user",  # questions about calls for proposals
    "check_in": "20/10m/key",  # codes that one who registered tries
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ORIGIN.startswith("https://") else 0  # the proxy that speaks HTTPS for us
LOGIN_URL = "account_login"
MFA_ADAPTER = "zhinan.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zhinan"
MFA_TOTP_TOLERANCE = 1  # also the code before and after: clocks of telephones go wrong, and people type slowly

EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
DELIVERY_BACKEND = "zhinan.config.delivery.Backend"
DEFAULT_FROM_EMAIL = environment.mail_from()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
if ORIGIN.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_REDIRECT_EXEMPT = [r"^health$"]  # a load balancer asks this machine itself

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
}
