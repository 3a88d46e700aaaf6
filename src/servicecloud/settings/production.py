"""Production: every secret from the environment, https only, no demonstration."""

from servicecloud.settings import environment
from servicecloud.settings.base import *  # noqa: F403

SECRET_KEY = environment.required("PLUMBLINE_SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.words("PLUMBLINE_OLD_SECRET_KEYS")
FIELD_KEYS = environment.required("PLUMBLINE_FIELD_KEYS").split(",")
ALLOWED_HOSTS = environment.required("PLUMBLINE_HOSTS").split(",")
METRICS_FOLDER = environment.metrics_folder()

ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = environment.flag("PLUMBLINE_HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked by machines from within, without https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

EMAIL_HOST = environment.text("PLUMBLINE_SMTP_HOST")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = int(environment.text("PLUMBLINE_SMTP_PORT", "587"))
    EMAIL_HOST_USER = environment.text("PLUMBLINE_SMTP_USER")
    EMAIL_HOST_PASSWORD = environment.text("PLUMBLINE_SMTP_PASSWORD")
    EMAIL_USE_TLS = environment.flag("PLUMBLINE_SMTP_TLS", default=True)
    EMAIL_TIMEOUT = 10
