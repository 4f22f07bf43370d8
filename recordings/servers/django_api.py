"""Django REST framework with simplejwt, session sign-in and CSRF checks, in one file. Words: port, issuer's secret."""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse, JsonResponse

PORT, SECRET = sys.argv[1], sys.argv[2]

settings.configure(
    DEBUG=False,
    SECRET_KEY=SECRET,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "rest_framework"],
    MIDDLEWARE=[
        "django_api.cross_origin",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    CSRF_TRUSTED_ORIGINS=["www.app.test"],
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    SIMPLE_JWT={"SIGNING_KEY": SECRET, "ALGORITHM": "HS256"},
    USE_TZ=True,
)


def cross_origin(get_response):
    def middleware(request):
        # TLS ends before this server.
        request.META["HTTP_X_FORWARDED_PROTO"] = "https"
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        else:
            response = get_response(request)
        response["Access-Control-Allow-Origin"] = "https://app.test"
        response["Access-Control-Allow-Credentials"] = "true"
        response["Access-Control-Allow-Headers"] = "authorization, content-type, x-csrftoken"
        response["Access-Control-Allow-Methods"] = "GET, POST, PUT"
        response["Access-Control-Expose-Headers"] = "WWW-Authenticate"
        return response

    return middleware


import django  # noqa: E402

sys.modules["django_api"] = sys.modules[__name__]
django.setup()

from django.urls import path  # noqa: E402
from rest_framework.permissions import BasePermission, IsAuthenticated  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402
from rest_framework_simplejwt.authentication import JWTStatelessUserAuthentication  # noqa: E402


class Orders(APIView):
    authentication_classes = [JWTStatelessUserAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([{"id": 1}])


class Nobody(BasePermission):
    def has_permission(self, request, view):
        return False


class Users(Orders):
    permission_classes = [IsAuthenticated, Nobody]


def home(request):
    return HttpResponse('<!doctype html><title>App</title><link rel="icon" href="data:,">')


def token(request):
    from django.middleware.csrf import get_token

    return JsonResponse({"token": get_token(request)})


def save(request):
    return JsonResponse({"saved": True})


urlpatterns = [
    path("", home),
    path("orders", Orders.as_view()),
    path("users", Users.as_view()),
    path("csrf", token),
    path("save", save),
]

execute_from_command_line(["manage", "runserver", "--noreload", f"127.0.0.1:{PORT}"])
