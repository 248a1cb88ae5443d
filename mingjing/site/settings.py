"""Settings of the platform, from the environment, with safe defaults.

MINGJING_HOME        folder of platform.sqlite3 and the secret key (default `var` here)
MINGJING_DATA        the court data file (DuckDB; default court.duckdb in MINGJING_HOME)
MINGJING_STORE       address of the operational store (postgresql://…), where cases are checked
MINGJING_SECRET_KEY  signs sessions; when not given, one is made and kept in MINGJING_HOME, readable by its owner only
MINGJING_HOSTS       host names to answer to, parted by commas
MINGJING_ORIGINS     origins trusted for forms when behind a proxy, parted by commas
MINGJING_DEMO        1 while the demo runs: the sign-in page then shows the demo people and their passwords
MINGJING_HTTPS       1 when people come by https: cookies then travel by https only
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

from mingjing.settings import data_file, home
from mingjing.site.secret import kept_secret

HOME = home()
MINGJING_DATA = data_file()
MINGJING_STORE = os.environ.get("MINGJING_STORE", "")
DEMO = os.environ.get("MINGJING_DEMO") == "1"
HTTPS = os.environ.get("MINGJING_HTTPS") == "1"

MINGJING_GATE_LOWER = float(os.environ.get("MINGJING_GATE_LOWER", "0.6"))
"""Least lower bound (95 %) of verified precision for embedding; a default of ours, to be set by the court."""
MINGJING_GATE_VERIFIED = int(os.environ.get("MINGJING_GATE_VERIFIED", "20"))
"""Least number of clues found 属实 or 不属实 before a model may be embedded; a default of ours."""
MINGJING_ADMIT_P99_MS = float(os.environ.get("MINGJING_ADMIT_P99_MS", "50" if MINGJING_STORE else "500"))
"""Milliseconds that a check may take, of 99 in 100 cases that hit or are of the heaviest parties; more where there is

no operational store: the embedded one answers one small court, not five hundred events a second.
"""
MINGJING_ADMIT_SAMPLES = int(os.environ.get("MINGJING_ADMIT_SAMPLES", "50"))
"""Cases of each sort that are timed before a model is embedded."""

SECRET_KEY = os.environ.get("MINGJING_SECRET_KEY") or kept_secret(HOME if os.environ.get("MINGJING_HOME") else None)
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("MINGJING_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MINGJING_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "axes",
    "csp",
    "mingjing.accounts",
    "mingjing.lifecycle",
    "mingjing.papers",
    "mingjing.casework",
    "mingjing.autorun",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "mingjing.site.urls"
ASGI_APPLICATION = "mingjing.site.asgi.application"
TEMPLATES: list[dict[str, object]] = []
APPEND_SLASH = False

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "platform.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "mingjing.accounts.lockout.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False

STATIC_ROOT = Path(__file__).parent / "static"
STATIC_URL = "/static/"
FRONT_END = STATIC_ROOT / "app"
WHITENOISE_ROOT = FRONT_END
WHITENOISE_INDEX_FILE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],  # antd and React Flow insert style elements; the page hands them the nonce
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "mingjing": {"handlers": ["console"], "level": "INFO"},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"level": "ERROR"},
    },
}
