"""Every setting of the product, read once from the environment, typed; nonsense ends the start.

MICROLABS_MODE is `laptop` (make run, make test: embedded servers, DEBUG) or `production`. It
defaults to `production` as soon as a DATABASE_URL is given, so that a server never starts with a
laptop's habits by accident.
"""

import os
import zoneinfo
from importlib import resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from environs import Env, validate

from microlabs import asking, embedded, logs
from microlabs.production import insist

# The pinned tzdata wheel, never the system's table: Morocco left UTC+1 on 2026-09-20.
zoneinfo.reset_tzpath(to=[])
# For the C library, which writes the times of logs.
os.environ["TZDIR"] = str(resources.files("tzdata") / "zoneinfo")
# openpyxl takes lxml, which pikepdf brings, wherever it is; only without it entities are refused.
os.environ["OPENPYXL_LXML"] = "False"

env = Env(prefix="MICROLABS_")
servers = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE_URL = servers.str("DATABASE_URL", "")
REDIS_URL = servers.str("REDIS_URL", "") or embedded.redis_url()
MODE = env.str(
    "MODE",
    "production" if DATABASE_URL else "laptop",
    validate=validate.OneOf(["laptop", "production"]),
)
LAPTOP = MODE == "laptop"
DEBUG = env.bool("DEBUG", LAPTOP)
DEMO = env.bool("DEMO", False)  # the sign-in page without codes and the mailbox page of `make run`
SECRET_KEY = env.str("SECRET_KEY", "a laptop's key, refused in production" if LAPTOP else "")
# Earlier keys: what they signed is still read.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

ALLOWED_HOSTS = env.list(
    "HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"] if LAPTOP else []
)
SITE_URL = env.str(
    "SITE_URL", "http://127.0.0.1:8000", validate=validate.URL(require_tld=False)
).rstrip("/")
DEFAULT_FROM_EMAIL = env.str(
    "FROM_EMAIL", "Microlabs <bonjour@microlabs.invalid>" if LAPTOP else ""
)
CSRF_TRUSTED_ORIGINS = [] if LAPTOP else [SITE_URL]
if not LAPTOP:
    insist(
        key=SECRET_KEY,
        playing=DEBUG or DEMO,
        served=bool(DATABASE_URL and servers.str("REDIS_URL", "")),
        hosts=ALLOWED_HOSTS,
        site=SITE_URL,
        sender=DEFAULT_FROM_EMAIL,
    )

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which shows its fields
    "microlabs.apps.MicrolabsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "csp",
    "core",
    "programs",
    "people",
    "questionnaires",
    "messaging",
    "meetings",
    "applications",
    "workshops",
    "coaching",
    "needs",
    "selection",
    "partners",
    "desk",
    "reporting",
    "portal",
    "microlabs",
    *(["microlabs.demo"] if LAPTOP else []),
]

MIDDLEWARE = [
    "microlabs.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads at random against BREACH; the CSRF token is masked anew each time.
    "django.middleware.gzip.GZipMiddleware",
    "microlabs.headers.PolicyMiddleware",
    "portal.sheet.FirstVisitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.LanguageMiddleware",
    "core.bodies.WholeBodyMiddleware",
    "people.middleware.SignedInMiddleware",
    "people.middleware.PrivateMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.RateLimitedMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "people.middleware.HistoryMiddleware",
    "portal.way_back.WayBackMiddleware",
]

ROOT_URLCONF = "microlabs.urls"
WSGI_APPLICATION = "microlabs.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.context.page",
            ],
        },
    },
]

# --- data -----------------------------------------------------------------------------------------
DATABASE = embedded.database_settings(DATABASE_URL)
DATABASES = {
    "default": {
        **DATABASE,
        "ENGINE": "microlabs.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **DATABASE["OPTIONS"],
            "options": "-c statement_timeout=60000 -c lock_timeout=10000 "
            "-c idle_in_transaction_session_timeout=60000",
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "microlabs.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
# Private: served by views, never by URL.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
FILE_UPLOAD_PERMISSIONS = 0o600
# tcp://host:3310 or unix:///path: every file passes this virus scanner first.
CLAMD_URL = env.str("CLAMD_URL", "")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- people ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "messaging.adapter.AccountAdapter"
ACCOUNT_FORMS = asking.ACCOUNT_FORMS
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# Nobody signs up; allauth checks its settings against each other.
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds: an SMS may be slow
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # a new address counts once a code has proved it
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
CODES_PER_ADDRESS = "5/h/key,10/d/key"  # to one address, whatever for: people.limits
ACCOUNT_RATE_LIMITS = {
    "request_login_code": f"120/m/ip,{CODES_PER_ADDRESS}",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "verify_phone": f"120/m/ip,{CODES_PER_ADDRESS}",
    "confirm_email": CODES_PER_ADDRESS,
    # Our own: see people.entrance, people.codes.
    "confirm_code": "10/10m/key",
    "wrong_code": "60/10m/ip",
}
# Begun, sent or with a file, from one IP.
APPLICATIONS_PER_HOUR = env.int("APPLICATIONS_PER_HOUR", 120)
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", 0)
MFA_ADAPTER = "people.adapter.SecondFactorAdapter"
MFA_FORMS = asking.MFA_FORMS
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A finger, a face or a PIN: a passkey alone is two factors.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LAPTOP
MFA_TOTP_ISSUER = "Microlabs"

# --- language and time ----------------------------------------------------------------------------
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("en", "English")]
LANGUAGE_CODE = "ar"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
MODELTRANSLATION_DEFAULT_LANGUAGE = "ar"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ar", "fr", "en")
LOCALE_PATHS = [BASE_DIR / "locale" / "whole"]  # compiled of the catalogues of all rooms
FORMAT_MODULE_PATH = ["microlabs.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

# --- pages ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # a page names no other ones
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "portal.errors.forgery"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = not LAPTOP
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LAPTOP
SECURE_HSTS_SECONDS = 0 if LAPTOP else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LAPTOP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.int("PROXIES", 0) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# --- messages and work ----------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_URL = urlsplit(env.str("EMAIL_URL", "smtp://127.0.0.1:25"))
EMAIL_HOST = EMAIL_URL.hostname
EMAIL_PORT = EMAIL_URL.port or {"smtps": 465, "smtp+tls": 587}.get(EMAIL_URL.scheme, 25)
EMAIL_HOST_USER = unquote(EMAIL_URL.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_URL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_URL.scheme == "smtp+tls", EMAIL_URL.scheme == "smtps"
EMAIL_TIMEOUT = 20
# labs+{token}@example.ma: answers to e-mails reach their conversation
REPLY_ADDRESS = env.str(
    "REPLY_ADDRESS", "", validate=validate.Regexp(r"^$|^[\w.+-]*\{token\}@[\w.-]+$")
)
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", "")  # bearer JSON: POST {to, message, from}
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", "")
SMS_GATEWAY_KEYED = env.bool("SMS_GATEWAY_KEYED", False)  # whether it honours our Idempotency-Key
SMS_SENDER = env.str("SMS_SENDER", "Microlabs")
# The gateway's names for ours.
SMS_FIELDS = {"to": "to", "message": "message", "from": "from"} | env.dict("SMS_FIELDS", {})
SMS_PLUS = env.bool("SMS_PLUS", True)  # +212612345678, or 212612345678
# What it wants besides, such as channel=sms,type=transactional.
SMS_EXTRA: dict[str, str] = env.dict("SMS_EXTRA", {})
# By which its reports and answers prove that they are its own.
SMS_HOOK_SECRET = env.str("SMS_HOOK_SECRET", "")
SMS_HOOK_HEADER = env.str("SMS_HOOK_HEADER", "X-Signature")  # where their HMAC-SHA256 stands
WHATSAPP_URL = env.str("WHATSAPP_URL", "https://graph.facebook.com/v26.0").rstrip("/")
WHATSAPP_TOKEN = env.str("WHATSAPP_TOKEN", "")
WHATSAPP_NUMBER_ID = env.str("WHATSAPP_NUMBER_ID", "")
WHATSAPP_ACCOUNT_ID = env.str("WHATSAPP_ACCOUNT_ID", "")
WHATSAPP_APP_SECRET = env.str("WHATSAPP_APP_SECRET", "")
WHATSAPP_VERIFY_TOKEN = env.str("WHATSAPP_VERIFY_TOKEN", "")
STUN_URL = env.str("STUN_URL", "")
TURN_URL = env.str("TURN_URL", "")
TURN_SECRET = env.str("TURN_SECRET", "")  # what coturn calls `static-auth-secret`
JITSI_URL = env.str("JITSI_URL", "").rstrip("/")
JITSI_APP = env.str("JITSI_APP", "microlabs")
JITSI_SECRET = env.str("JITSI_SECRET", "")
# Seconds in which a provider's echo of a message is waited for.
MESSAGES_GRACE = env.int("MESSAGES_GRACE", 600)
MESSAGES_LEASE = env.int("MESSAGES_LEASE", 300)  # seconds that a worker has a message for itself
QUEUE = "microlabs.celery"  # imported by whoever imports a task
CELERY_BROKER_URL = embedded.broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

LOGGING = logs.CONFIG
