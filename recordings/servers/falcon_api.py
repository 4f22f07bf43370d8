"""Falcon: its own errors, its own CORS middleware behind one that wants a token. Words: port."""

import sys

import falcon
from waitress import serve


class Auth:
    """As tutorials write it: every request, whatever its method."""

    def process_request(self, req, resp):
        if req.path.startswith("/open"):
            return
        token = req.get_header("Authorization")
        if token is None:
            raise falcon.HTTPUnauthorized(
                title="Auth token required",
                description="Please provide an auth token as part of the request.",
                challenges=['Bearer realm="orders"'],
            )
        if token != "Bearer lab-opaque-token-right":
            raise falcon.HTTPUnauthorized(
                title="Authentication required",
                description="The provided auth token is not valid. Please request a new token and try again.",
                challenges=['Bearer realm="orders"'],
            )


class Docs:
    def on_get(self, req, resp):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = '<!doctype html><title>Orders API</title><link rel="icon" href="data:,">'


class Orders:
    def on_get(self, req, resp):
        resp.media = [{"id": 1}]


class Refunds:
    def on_get(self, req, resp):
        raise falcon.HTTPForbidden(
            title="Permission denied", description="Role billing-admin is required to see refunds."
        )


class Report:
    def on_get(self, req, resp):
        raise KeyError("total")


app = falcon.App(middleware=[Auth(), falcon.CORSMiddleware(allow_origins=["https://app.test"])])
for path, resource in (("/open", Docs()), ("/orders", Orders()), ("/refunds", Refunds()), ("/report", Report())):
    app.add_route(path, resource)
serve(app, host="127.0.0.1", port=int(sys.argv[1]))
