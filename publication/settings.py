"""Every setting of the site; the only file that reads the environment.

Environments differ in values, not in code: what a deployment may set is read
with `env()` below and listed in docs/settings.md with its default.
"""

import os
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import csp.constants
import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
KEPT = {}  # what the settings file says: see below


def env(name, default=None):
    """A deployment's setting; one without a default must be given."""
    value = os.environ.get(name) or KEPT.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment, or run `make setup`.")
    return value


def env_list(name, default=None):
    """A setting of several values, separated by commas."""
    return [value.strip() for value in env(name, default).split(",") if value.strip()]


VAR = Path(env("PUBLICATION_VAR", str(BASE_DIR / "var")))
SETTINGS_FILE = VAR / "settings.toml"  # written by `make setup` and startpublication
if os.access(SETTINGS_FILE, os.R_OK):
    try:
        KEPT = tomllib.loads(SETTINGS_FILE.read_text())
    except ValueError as error:
        raise ImproperlyConfigured(f"{SETTINGS_FILE} can’t be read: {error}.") from None

# --- Secrets and addresses ----------------------------------------------------

DEBUG = env("DJANGO_DEBUG", "0") == "1"
SECRET_KEY = env("DJANGO_SECRET_KEY", "only-for-development" if DEBUG else None)
SECRET_KEY_FALLBACKS = env_list("DJANGO_SECRET_KEY_FALLBACKS", "")  # what they signed still holds
ALLOWED_HOSTS = env_list("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1" if DEBUG else None)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("DJANGO_ALLOWED_HOSTS names no host; see docs/settings.md.")

# The address that feeds, sitemaps and canonical links carry, whichever host was asked.
OWN_ADDRESS = "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
PUBLICATION_URL = env("PUBLICATION_URL", OWN_ADDRESS).rstrip("/")
# In ASCII (xn--…), since the headers of mail can hold no other address.
if not re.fullmatch(r"https?://[^/\s*@\x7f-\U0010ffff]+", PUBLICATION_URL):
    raise ImproperlyConfigured(
        f"PUBLICATION_URL is {PUBLICATION_URL}; it must be like https://example.org, in ASCII."
    )
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
PUBLICATION_EMAIL = env("PUBLICATION_EMAIL", f"editors@{urlsplit(PUBLICATION_URL).hostname}")

# --- The rooms ----------------------------------------------------------------

INSTALLED_APPS = [
    "publication.apps.PublicationConfig",
    "publication.apps.SignInConfig",
    "comments",
    "interviews",
    "markdownx",
    "csp",
    "publication.apps.PublicationAdminConfig",
    *(f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages")),
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

# No LocaleMiddleware: a page is the same for everyone, whatever their browser asks for.
MIDDLEWARE = [
    "publication.page_cache.headers.CacheControlMiddleware",
    "publication.middleware.unavailable.UnavailableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "publication.middleware.append_slash.AppendSlashMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # For the admin; public pages ask for no session, no user and no token.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "publication.urls"
WSGI_APPLICATION = "publication.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "tests.runner.Runner"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.context_processors.masthead",
            ],
        },
    },
]

# --- What is kept, and where --------------------------------------------------

try:
    VAR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder
except OSError as error:
    raise ImproperlyConfigured(f"The folder {VAR} can’t be made: {error.strerror}.") from None
DATABASE_URL = env("DATABASE_URL", f"sqlite:///{VAR / 'publication.sqlite3'}")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer; a writer takes its turn at once, not half-way.
        # FULL: what was answered with success survives a power cut. The cache is each thread's
        # own: 4 MB spare a page a sixth to a third of its reading (benchmarks/README.md).
        # What was written moves into the database after 16 MB: most is written again and again.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA cache_size=-4096; PRAGMA wal_autocheckpoint=4000",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds to wait for another writer before giving up
    }

if "postgresql" in DATABASES["default"]["ENGINE"]:
    # What is asked before each page is sent (publication/page_cache/revision.py) may be prepared;
    # nothing else is, since Django's own cursors don't.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)

# Pages, in each worker's memory; 0: each is made anew for whoever asks.
PAGE_CACHE_MB = int(env("PAGE_CACHE_MB", "0" if DEBUG else "16"))

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"  # made from the code, so beside it, whatever VAR is
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "publication.storage.atomic_files.AtomicFileStorage"},
    # Drawn again wherever they are missing, so each machine may have its own; never among uploads.
    "share_images": {
        "BACKEND": "publication.storage.atomic_files.AtomicFileStorage",
        "OPTIONS": {"location": VAR / "cards", "allow_overwrite": True},
    },
    # They hold addresses and passwords: nobody else on the machine may read them.
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


def in_bucket(name, folder, overwrites=False):
    """A storage in a bucket of S3's kind. Its keys are boto3's to read."""
    where = {"bucket_name": name, "location": folder, "file_overwrite": overwrites}
    where |= {"endpoint_url": MEDIA_ENDPOINT or None, "region_name": MEDIA_REGION}
    return {"BACKEND": "publication.storage.s3.BucketStorage", "OPTIONS": where}


MEDIA_BUCKET = env("MEDIA_BUCKET", "")  # several machines keep uploads and cards in one
BACKUP_BUCKET = env("BACKUP_BUCKET", "")
MEDIA_ENDPOINT = env("MEDIA_ENDPOINT", "")
MEDIA_REGION = env("MEDIA_REGION", "us-east-1")
if MEDIA_BUCKET:
    STORAGES["default"] = in_bucket(MEDIA_BUCKET, "media")
    STORAGES["share_images"] = in_bucket(MEDIA_BUCKET, "cards", overwrites=True)
if BACKUP_BUCKET:
    STORAGES["backups"] = in_bucket(BACKUP_BUCKET, "backups")

# To a request with this key /health/ answers how old the newest backup is.
HEALTH_KEY = env("HEALTH_KEY", "")

# A transcript of two hours, pasted whole, with room to spare; files have their own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
# An interview's form has some ten fields an exchange, and interviews grow long.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 150_000

# --- Prose --------------------------------------------------------------------

# What the editor previews is rendered by the function that renders the page.
MARKDOWNX_MARKDOWNIFY_FUNCTION = "interviews.prose.from_editor"

# --- Language and time --------------------------------------------------------

LANGUAGE_CODE = env("PUBLICATION_LANGUAGE", "en")
if LANGUAGE_CODE.partition("-")[0] != "en":
    raise ImproperlyConfigured(
        f"PUBLICATION_LANGUAGE is {LANGUAGE_CODE}, but the pages are in English only (en, en-gb …)."
        " Each interview says its own language."
    )
TIME_ZONE = env("PUBLICATION_TIME_ZONE", "UTC")
FORMAT_MODULE_PATH = ["publication.formats"]

# --- Mail ---------------------------------------------------------------------

MAIL_GOES_TO = "console" if DEBUG else "smtp"
EMAIL_BACKEND = env("EMAIL_BACKEND", f"django.core.mail.backends.{MAIL_GOES_TO}.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env("EMAIL_USE_TLS", "0") == "1"
EMAIL_USE_SSL = env("EMAIL_USE_SSL", "0") == "1"
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Set EMAIL_USE_TLS or EMAIL_USE_SSL; docs/settings.md says which.")
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server; no page waits for them
DEFAULT_FROM_EMAIL = SERVER_EMAIL = PUBLICATION_EMAIL

# --- Replies ------------------------------------------------------------------

# Akismet is asked about each reply if there is a key for it.
AKISMET_KEY = env("AKISMET_KEY", "")
AKISMET_URL = env("AKISMET_URL", "https://rest.akismet.com/1.1").rstrip("/")

# --- Doors and locks ----------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL = "admin:login"

# publication/sign_in/limits.py says how long somebody who guesses passwords has to wait.
# The first looks at no password of a client that has to wait.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "publication.sign_in.record.SignInHandler"
AXES_USERNAME_CALLABLE = "publication.sign_in.record.account_of"
AXES_CLIENT_IP_CALLABLE = "publication.sign_in.record.network_of"
AXES_LOCKOUT_CALLABLE = "publication.sign_in.views.locked"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# One fact decides: a publication whose address is https is only ever spoken to over it.
OVER_HTTPS = PUBLICATION_URL.startswith("https://")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OVER_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OVER_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # a balancer asks over plain http
BEHIND_PROXY = env("BEHIND_PROXY", "0") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "publication.middleware.forwarded_protocol.ForwardedProtocolMiddleware")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

FROM_HERE = ["script", "style", "font", "img", "media", "connect"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {f"{kind}-src": [csp.constants.SELF] for kind in FROM_HERE}
    | {"form-action": [csp.constants.SELF], "default-src": [csp.constants.NONE]}
    | {"base-uri": [csp.constants.NONE], "frame-ancestors": [csp.constants.NONE]}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # On the handler, since Django's own loggers answer to no level of the root's.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": env("LOG_LEVEL", "WARNING")}
    },
    "root": {"handlers": ["console"]},
}
