"""Flask with a session cookie, and with Basic by Flask-HTTPAuth. Words: port."""

import sys

from flask import Flask, jsonify, request, session
from flask_httpauth import HTTPBasicAuth, HTTPTokenAuth

app = Flask(__name__)
app.secret_key = "lab-secret-of-at-least-32-characters"
app.config.update(SESSION_COOKIE_SECURE=False)
basic = HTTPBasicAuth(realm="orders")
bearer = HTTPTokenAuth(scheme="Bearer", realm="orders")


@basic.verify_password
def verify_password(name, password):
    return name if (name, password) == ("mia", "lamp-4711") else None


@bearer.verify_token
def verify_token(token):
    return "mia" if token == "lab-opaque-token-right" else None


@app.after_request
def cross_origin(response):
    response.headers["Access-Control-Allow-Origin"] = "https://app.test"
    response.headers["Access-Control-Allow-Credentials"] = "true"
    response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
    response.headers["Access-Control-Expose-Headers"] = "WWW-Authenticate"
    return response


@app.get("/")
def home():
    return '<!doctype html><title>App</title><link rel="icon" href="data:,">'


@app.post("/login")
def login():
    session["user"] = request.get_json(silent=True).get("user") if request.is_json else "mia"
    return jsonify(ok=True)


@app.get("/me")
def me():
    return jsonify(user=session["user"]) if "user" in session else (jsonify(error="Not logged in"), 401)


@app.get("/orders")
@basic.login_required
def orders():
    return jsonify([1])


@app.get("/tokens")
@bearer.login_required
def tokens():
    return jsonify([1])


app.run(port=int(sys.argv[1]))
