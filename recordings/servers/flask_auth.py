"""Flask-HTTPAuth: Basic with roles, and Digest, with its defaults. Words: port."""

import sys

from flask import Flask, jsonify
from flask_cors import CORS
from flask_httpauth import HTTPBasicAuth, HTTPDigestAuth

app = Flask(__name__)
app.secret_key = "lab-secret-of-at-least-32-characters"
CORS(app, origins="https://app.test", expose_headers=["WWW-Authenticate"])
basic = HTTPBasicAuth()
digest = HTTPDigestAuth()
basic.verify_password(lambda name, password: name if password == "right" else None)
basic.get_user_roles(lambda user: ["editor"])
digest.get_password(lambda name: "right" if name == "mia" else None)


@app.get("/orders")
@basic.login_required
def orders():
    return jsonify([{"id": 1}])


@app.get("/users")
@basic.login_required(role="admin")
def users():
    return jsonify([])


@app.get("/meter")
@digest.login_required
def meter():
    return jsonify(kwh=12)


app.run(port=int(sys.argv[1]))
