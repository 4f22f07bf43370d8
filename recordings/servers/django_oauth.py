"""Django with django-oauth-toolkit as authorization server and API, and django-axes at its log-in page. Words: port."""

import sys

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.http import HttpResponse, JsonResponse

PORT = sys.argv[1]

settings.configure(
    DEBUG=False,
    SECRET_KEY="lab-secret-of-at-least-32-characters-and-some-more",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "corsheaders",
        "rest_framework",
        "oauth2_provider",
        "axes",
    ],
    MIDDLEWARE=[
        "corsheaders.middleware.CorsMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "axes.middleware.AxesMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "registration/login.html": '<!doctype html><title>Log in</title><link rel="icon" href="data:,">'
                            '<form method="post">{% csrf_token %}{{ form.as_p }}<button>Log in</button></form>'
                        },
                    ),
                    "django.template.loaders.app_directories.Loader",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    CORS_ALLOWED_ORIGINS=["https://app.test"],
    OAUTH2_PROVIDER={
        "SCOPES": {"read": "Read orders", "write": "Write orders"},
        "DEFAULT_SCOPES": ["read"],
        "PKCE_REQUIRED": True,
    },
    LOGIN_URL="/login/",
    LOGIN_REDIRECT_URL="/",
    USE_TZ=True,
)
settings.TEMPLATES[0].pop("APP_DIRS")

import django  # noqa: E402

django.setup()
call_command("migrate", verbosity=0)

from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from oauth2_provider.contrib.rest_framework import OAuth2Authentication, TokenHasScope  # noqa: E402
from oauth2_provider.models import AccessToken, Application  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

mia = User.objects.create_user("mia", password="right")
spa = Application.objects.create(
    name="Orders",
    client_id="orders-spa",
    client_type="public",
    authorization_grant_type="authorization-code",
    redirect_uris="https://app.test/callback",
    skip_authorization=True,
)
Application.objects.create(
    name="Import",
    client_id="orders-import",
    client_secret="lab-client-secret",
    client_type="confidential",
    authorization_grant_type="password",
)
AccessToken.objects.create(
    user=mia,
    application=spa,
    token="lab-opaque-token-of-yesterday",
    scope="read",
    expires=timezone.now() - timezone.timedelta(days=1),
)


class Orders(APIView):
    authentication_classes = [OAuth2Authentication]
    permission_classes = [TokenHasScope]
    required_scopes = ["read"]

    def get(self, request):
        return Response([{"id": 1}])


class Shipments(Orders):
    required_scopes = ["write"]


def home(request):
    return HttpResponse('<!doctype html><title>App</title><link rel="icon" href="data:,">')


urlpatterns = [
    path("", home),
    path("orders", Orders.as_view()),
    path("shipments", Shipments.as_view()),
    path("login/", LoginView.as_view()),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]

execute_from_command_line(["manage", "runserver", "--noreload", f"127.0.0.1:{PORT}"])
