"""Flask-JWT-Extended with its defaults, flask-cors beside it. Words: port, secret, where tokens are looked for."""

import sys
from datetime import timedelta

from flask import Flask, jsonify, request
from flask_cors import CORS
from flask_jwt_extended import (
    JWTManager,
    create_access_token,
    create_refresh_token,
    get_jwt,
    jwt_required,
    set_access_cookies,
    verify_jwt_in_request,
)

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = sys.argv[2]
app.config["JWT_TOKEN_LOCATION"] = [sys.argv[3]]
app.config["JWT_COOKIE_SECURE"] = True
jwt = JWTManager(app)
CORS(app, origins="https://app.test", supports_credentials=True)
revoked = set()


@jwt.token_in_blocklist_loader
def is_revoked(_header, payload):
    return payload["jti"] in revoked


@app.get("/")
def home():
    return '<!doctype html><title>App</title><link rel="icon" href="data:,">'


@app.post("/login")
def login():
    if (request.json or {}).get("password") != "right":
        return jsonify({"msg": "Bad username or password"}), 401
    return jsonify(
        access_token=create_access_token("mia", additional_claims={"is_administrator": False}),
        refresh_token=create_refresh_token("mia"),
    )


@app.post("/short")
def short():
    return jsonify(access_token=create_access_token("mia", expires_delta=timedelta(seconds=-60)))


@app.post("/login-with-cookies")
def login_with_cookies():
    response = jsonify(msg="login successful")
    set_access_cookies(response, create_access_token("mia"))
    return response


@app.delete("/logout")
@jwt_required()
def logout():
    revoked.add(get_jwt()["jti"])
    return jsonify(msg="Access token revoked")


@app.get("/orders")
@jwt_required()
def orders():
    return jsonify([{"id": 1}])


@app.post("/orders")
@jwt_required()
def order():
    if (request.json or {}).get("quantity", 0) < 1:
        return jsonify({"msg": "quantity: must be at least 1"}), 422
    return jsonify(id=2)


@app.post("/password")
@jwt_required(fresh=True)
def password():
    return jsonify(changed=True)


@app.get("/users")
def users():
    verify_jwt_in_request()
    if not get_jwt().get("is_administrator"):
        return jsonify(msg="Admins only!"), 403
    return jsonify([])


@app.route("/account", methods=["GET", "POST"])
@jwt_required()
def account():
    return jsonify(user="mia")


app.run(port=int(sys.argv[1]))
