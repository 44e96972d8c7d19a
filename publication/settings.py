"""Every setting of the site; the only file that reads the environment.

Every setting that differs between deployments is read with `env()` below and is listed in
docs/settings.md with its default.
"""

import os
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import csp.constants
import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from publication.database import options
from publication.sign_in.issuer import get_issuer

BASE_DIR = Path(__file__).resolve().parent.parent
FILE_SETTINGS = {}  # the settings of SETTINGS_FILE, read below


def env(name, default=None):
    """Return a setting as text. A setting without a default must be given."""
    value = os.environ.get(name) or FILE_SETTINGS.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment, or run `make setup`.")
    return value


def env_list(name, default=None):
    """Return a setting of several values, separated by commas, as a list."""
    return [value.strip() for value in env(name, default).split(",") if value.strip()]


VAR = Path(env("PUBLICATION_VAR", str(BASE_DIR / "var")))
SETTINGS_FILE = VAR / "settings.toml"  # written by `make setup` and startpublication
if os.access(SETTINGS_FILE, os.R_OK):
    try:
        FILE_SETTINGS = tomllib.loads(SETTINGS_FILE.read_text())
    except ValueError as error:
        raise ImproperlyConfigured(f"{SETTINGS_FILE} can’t be read: {error}.") from None

# --- Secrets and addresses ----------------------------------------------------

DEBUG = env("DJANGO_DEBUG", "0") == "1"
SECRET_KEY = env("DJANGO_SECRET_KEY", "only-for-development" if DEBUG else None)
SECRET_KEY_FALLBACKS = env_list("DJANGO_SECRET_KEY_FALLBACKS", "")  # their signatures stay valid
ALLOWED_HOSTS = env_list("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1" if DEBUG else None)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("DJANGO_ALLOWED_HOSTS names no host; see docs/settings.md.")

# The address in feeds, sitemaps and canonical links, whichever host was requested.
DEFAULT_URL = "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
PUBLICATION_URL = env("PUBLICATION_URL", DEFAULT_URL).rstrip("/")
# In ASCII (xn--…), because email headers cannot hold another address.
if not re.fullmatch(r"https?://[^/\s*@\x7f-\U0010ffff]+", PUBLICATION_URL):
    raise ImproperlyConfigured(
        f"PUBLICATION_URL is {PUBLICATION_URL}; it must be like https://example.org, in ASCII."
    )
# The first values of what publishers can change at the desk (interviews/models/publication.py).
PUBLICATION_NAME = env("PUBLICATION_NAME", "prompt/power")
PUBLICATION_TAGLINE = env("PUBLICATION_TAGLINE", "Conversations in full.")
PUBLICATION_PROMISE = env(
    "PUBLICATION_PROMISE",
    "Answers in full, without paraphrase, lightly edited for length and clarity.",
)
PUBLICATION_LICENCE = env(
    "PUBLICATION_LICENCE",
    "You may quote with attribution and a link; ask us before republishing in full.",
)
PUBLICATION_LICENCE_URL = env("PUBLICATION_LICENCE_URL", "")
PUBLICATION_EMAIL = env("PUBLICATION_EMAIL", f"editors@{urlsplit(PUBLICATION_URL).hostname}")
PUBLICATION_DEMANDS_TERMS = env("PUBLICATION_DEMANDS_TERMS", "0") == "1"
PUBLICATION_DEMANDS_SECOND_FACTOR = env("PUBLICATION_DEMANDS_SECOND_FACTOR", "0") == "1"
PUBLICATION_DEMANDS_REVIEW = env("PUBLICATION_DEMANDS_REVIEW", "0") == "1"
DESK_EMAILS = "publication.accounts.desk_emails"  # what interviews announce

# --- Apps ---------------------------------------------------------------------

INSTALLED_APPS = [
    "publication.apps.PublicationConfig",
    "publication.apps.SignInConfig",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "comments",
    "interviews",
    "markdownx",
    "csp",
    "publication.apps.PublicationAdminConfig",
    "publication.apps.AccountsConfig",
    *(f"django.contrib.{app}" for app in ("contenttypes", "sessions", "messages", "sitemaps")),
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# No LocaleMiddleware: a page is the same for everyone, whatever language a browser asks for.
MIDDLEWARE = [
    "publication.page_cache.headers.CacheControlMiddleware",
    "publication.middleware.unavailable.UnavailableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publication.middleware.current_publication.CurrentPublicationMiddleware",
    "csp.middleware.CSPMiddleware",
    "publication.middleware.append_slash.AppendSlashMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # For the admin; public pages use no session, no user and no token.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "publication.sign_in.carried_fields.CarriedFieldsMiddleware",
    "publication.sign_in.middleware.DeskSessionMiddleware",
]

ROOT_URLCONF = "publication.urls"
WSGI_APPLICATION = "publication.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "tests.runner.Runner"

TEMPLATE_LOADERS = [
    "publication.storage.templates.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.context_processors.publication_details",
            ],
        },
    },
]

# --- Database, page cache and files -------------------------------------------

try:
    VAR.mkdir(parents=True, exist_ok=True)  # SQLite creates its file, but not the folder
except OSError as error:
    raise ImproperlyConfigured(f"The folder {VAR} can’t be made: {error.strerror}.") from None
DATABASE_URL = env("DATABASE_URL", f"sqlite:///{VAR / 'publication.sqlite3'}")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
}
# What the address of the database says comes last.
DATABASES["default"]["OPTIONS"] = options.OF_ENGINES.get(DATABASES["default"]["ENGINE"], {}) | (
    DATABASES["default"].get("OPTIONS", {})
)

# Megabytes of the page cache in each worker; 0: no page is cached.
PAGE_CACHE_MB = int(env("PAGE_CACHE_MB", "0" if DEBUG else "16"))

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"  # generated from the code, so never in VAR
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "publication.storage.atomic_files.AtomicFileStorage"},
    # Share images. Missing ones are drawn again, so each machine may have its own.
    "share_images": {
        "BACKEND": "publication.storage.atomic_files.AtomicFileStorage",
        "OPTIONS": {"location": VAR / "share_images", "allow_overwrite": True},
    },
    # They hold email addresses and passwords: other users of the machine may not read them.
    "backups": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env("BACKUP_FOLDER", str(VAR / "backups")),
            "file_permissions_mode": 0o600,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "publication.storage.static_files.StaticFilesStorage"
    },
}


def bucket_storage(name, folder, overwrites=False):
    """Return the configuration of a storage in a bucket. boto3 reads the keys itself."""
    options = {"bucket_name": name, "location": folder, "file_overwrite": overwrites}
    options |= {"endpoint_url": MEDIA_ENDPOINT or None, "region_name": MEDIA_REGION}
    return {"BACKEND": "publication.storage.s3.BucketStorage", "OPTIONS": options}


MEDIA_BUCKET = env("MEDIA_BUCKET", "")  # for uploads and share images of several machines
BACKUP_BUCKET = env("BACKUP_BUCKET", "")
MEDIA_ENDPOINT = env("MEDIA_ENDPOINT", "")
MEDIA_REGION = env("MEDIA_REGION", "us-east-1")
if MEDIA_BUCKET:
    STORAGES["default"] = bucket_storage(MEDIA_BUCKET, "media")
    STORAGES["share_images"] = bucket_storage(MEDIA_BUCKET, "share_images", overwrites=True)
if BACKUP_BUCKET:
    STORAGES["backups"] = bucket_storage(BACKUP_BUCKET, "backups")

# A request to /health/ with this key also gets the age of the newest backup.
HEALTH_KEY = env("HEALTH_KEY", "")

# Bytes; more than a pasted transcript of many hours. Uploaded files have a limit of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
# An interview's form has some ten fields for each exchange.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 150_000

# --- Prose --------------------------------------------------------------------

# The preview at the desk is rendered by the same function as the page.
MARKDOWNX_MARKDOWNIFY_FUNCTION = "interviews.prose.from_editor"

# --- Language and time --------------------------------------------------------

LANGUAGE_CODE = env("PUBLICATION_LANGUAGE", "en")
if LANGUAGE_CODE.partition("-")[0] != "en":
    raise ImproperlyConfigured(
        f"PUBLICATION_LANGUAGE is {LANGUAGE_CODE}, but the pages are in English only (en, en-gb …)."
        " Each interview has a language of its own."
    )
TIME_ZONE = env("PUBLICATION_TIME_ZONE", "UTC")  # the first value, as above
FORMAT_MODULE_PATH = ["publication.formats"]

# --- Email --------------------------------------------------------------------

EMAIL_KIND = "console" if DEBUG else "smtp"
EMAIL_BACKEND = env("EMAIL_BACKEND", f"django.core.mail.backends.{EMAIL_KIND}.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env("EMAIL_USE_TLS", "0") == "1"
EMAIL_USE_SSL = env("EMAIL_USE_SSL", "0") == "1"
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Set EMAIL_USE_TLS or EMAIL_USE_SSL, not both.")
EMAIL_TIMEOUT = 10  # seconds for each response of the mail server; no page waits for it
DEFAULT_FROM_EMAIL = SERVER_EMAIL = PUBLICATION_EMAIL

# --- Replies ------------------------------------------------------------------

# With a key, Akismet checks each reply.
AKISMET_KEY = env("AKISMET_KEY", "")
AKISMET_URL = env("AKISMET_URL", "https://rest.akismet.com/1.1").rstrip("/")

# --- Security -----------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "publication.sign_in.carried_fields.csrf_failure"

# The first backend refuses clients that have guessed too many passwords, without a look at the
# password. publication/sign_in/limits.py has the limits.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "publication.sign_in.axes_handler.SignInHandler"
AXES_USERNAME_CALLABLE = "publication.sign_in.axes_handler.get_account"
AXES_CLIENT_IP_CALLABLE = "publication.sign_in.axes_handler.get_network"
AXES_LOCKOUT_CALLABLE = "publication.sign_in.views.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = get_issuer

# A publication whose address is https is available over https only.
IS_HTTPS = PUBLICATION_URL.startswith("https://")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # a load balancer asks over plain http
BEHIND_PROXY = env("BEHIND_PROXY", "0") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "publication.middleware.forwarded_protocol.ForwardedProtocolMiddleware")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

FETCHED_KINDS = ["script", "style", "font", "img", "media", "connect", "manifest"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {f"{kind}-src": [csp.constants.SELF] for kind in FETCHED_KINDS}
    | {"form-action": [csp.constants.SELF], "default-src": [csp.constants.NONE]}
    | {"base-uri": [csp.constants.NONE], "frame-ancestors": [csp.constants.NONE]}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # On the handler, because Django's own loggers do not follow the level of the root logger.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": env("LOG_LEVEL", "WARNING")}
    },
    "root": {"handlers": ["console"]},
}
