"""Settings shared by every way of running the site."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from servicecloud.settings import environment
from servicecloud.settings.logs import logging_for

PACKAGE = Path(__file__).parents[1]
VAR = environment.VAR

DEBUG = False
DEMO = False
ALLOWED_HOSTS = environment.words("PLUMBLINE_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("PLUMBLINE_ORIGINS")
ROOT_URLCONF = "servicecloud.urls"
WSGI_APPLICATION = "servicecloud.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": environment.database()}
TRUSTED_PROXIES = environment.words("PLUMBLINE_PROXIES")
SITE_NAME = _("企业服务云")
SITE_URL = environment.text("PLUMBLINE_SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    # Ours first: their templates stand in for those of the libraries.
    "servicecloud.limits",
    "servicecloud.activity",
    "servicecloud.tasks",
    "servicecloud.notifications",
    "servicecloud.identity",
    "servicecloud.workcalendar",
    "servicecloud.files",
    "servicecloud.search",
    "servicecloud.integrations",
    "servicecloud.directory",
    "servicecloud.inspection",
    "servicecloud.collection",
    "servicecloud.ledger",
    "servicecloud.indicators",
    "servicecloud.performance",
    "servicecloud.oversight",
    "servicecloud.boards",
    "servicecloud.pages",
    "servicecloud.demo",
    "servicecloud.portal",
    "servicecloud.office",
    "servicecloud.api",
    "servicecloud.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "servicecloud.operations.middleware.ProbeHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "servicecloud.operations.middleware.ClientAddressMiddleware",
    "servicecloud.pages.middleware.RequestIdMiddleware",
    "servicecloud.operations.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "servicecloud.identity.middleware.SessionAgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "servicecloud.identity.middleware.ScopeMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "servicecloud.pages.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "servicecloud.pages.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "servicecloud.pages.templatetags.pages",
            ],
        },
    }
]

FORM_RENDERER = "servicecloud.pages.forms.Renderer"

# People ---------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "servicecloud.identity.passwords.ThreeClassesValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email", "display_name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:after_sign_in"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "servicecloud.identity.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "servicecloud.portal.identity.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # counted in the database by axes, so that every worker sees every failure
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Plumbline"
MFA_ADAPTER = "servicecloud.identity.adapter.MfaAdapter"
USERSESSIONS_TRACK_ACTIVITY = False  # the session list shows the time from the session itself
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "servicecloud.identity.lock_out.name_of"
AXES_LOCKOUT_CALLABLE = "servicecloud.pages.errors.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "servicecloud.pages.errors.csrf_failure"
INVITATION_DAYS = 7

# Languages and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files and pages ------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "servicecloud.files.uploading.LargestUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LARGEST_BYTES = 64 * 1024 * 1024  # of one request, whatever page it goes to
FILE_LARGEST_BYTES = 20 * 1024 * 1024
FILE_QUOTA_BYTES = 2 * 1024 * 1024 * 1024  # of one organisation
FILE_SCANNER = environment.text("PLUMBLINE_FILE_SCANNER")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# The evidence ledger ---------------------------------------------------------------------------------------------------
LEDGER_ALGORITHM = environment.text("PLUMBLINE_LEDGER_ALGORITHM", "sm3")
LEDGER_SEAL_KEY = environment.text("PLUMBLINE_SEAL_KEY")  # a raw Ed25519 private key in hex
LEDGER_SEAL_MINUTES = int(environment.text("PLUMBLINE_SEAL_MINUTES", "5"))
LEDGER_SEAL_SIZE = int(environment.text("PLUMBLINE_SEAL_SIZE", "5000"))  # so many waiting entries are sealed earlier
LEDGER_HEADS = VAR / "heads.ndjson"
LEDGER_WITNESSES = environment.words("PLUMBLINE_WITNESSES")

# Other programs -------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["servicecloud.api.tokens.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "servicecloud.api.schema.Schema",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "servicecloud.api.negotiation.OnlyJson",
    "EXCEPTION_HANDLER": "servicecloud.api.problems.answer",
    "COMPACT_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Plumbline Service Cloud API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "servicecloud.api.schema.describe",
    ],
    "PATH_CONVERTER_OVERRIDES": {
        "year": {"type": "integer", "minimum": 1990, "maximum": 2099},
        "credit_code": {"type": "string", "pattern": "^[0-9A-Z]{18}$"},
    },
    "ENUM_NAME_OVERRIDES": {
        "SizeClass": "servicecloud.directory.enums.SizeClass",
        "EnterpriseState": "servicecloud.directory.enums.EnterpriseState",
        "OrganisationKind": "servicecloud.identity.enums.OrganisationKind",
        "Role": "servicecloud.identity.enums.Role",
        "ServiceField": "servicecloud.directory.enums.ServiceField",
        "ApiScope": "servicecloud.integrations.enums.ApiScope",
    },
}
API_RATE_OF_TOKEN = (600, 60)  # requests, seconds
API_RATE_OF_ADDRESS = (60, 60)
WEBHOOK_PRIVATE = environment.flag(
    "PLUMBLINE_WEBHOOK_PRIVATE", default=False
)  # may webhooks lead into the own network?

# Work in the background, mail, logs -----------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "heavy"]}}
WORKER_DEAD_AFTER_SECONDS = 60
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("PLUMBLINE_MAIL_FROM", "plumbline@localhost")
SMS_GATEWAY_URL = environment.text("PLUMBLINE_SMS_URL")
SMS_GATEWAY_TOKEN = environment.text("PLUMBLINE_SMS_TOKEN")
NOTIFY_WEBHOOK_URL = environment.text("PLUMBLINE_NOTIFY_URL")
NOTIFY_WEBHOOK_SECRET = environment.text("PLUMBLINE_NOTIFY_SECRET")
METRICS_FOLDER: Path | None = None
METRICS_TOKEN = environment.text("PLUMBLINE_METRICS_TOKEN")
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_for(level=environment.text("PLUMBLINE_LOG_LEVEL", "INFO"))
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
