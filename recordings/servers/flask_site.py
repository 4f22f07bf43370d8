"""Flask-Login, Flask-WTF's CSRF check and Flask-Limiter as most sites set them up. Words: port."""

import sys

from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_wtf.csrf import CSRFProtect, generate_csrf

app = Flask(__name__)
app.secret_key = "lab-secret-of-at-least-32-characters"
app.config["WTF_CSRF_SSL_STRICT"] = False
app.config["SESSION_COOKIE_SECURE"] = "secure" in sys.argv
csrf = CSRFProtect(app)
limiter = Limiter(get_remote_address, app=app)
login = LoginManager(app)
if "login_view" in sys.argv:
    login.login_view = "sign_in"


class User(UserMixin):
    id = "1"


@login.user_loader
def load_user(name):
    return User() if name == "1" else None


@app.get("/")
def home():
    return '<!doctype html><title>App</title><link rel="icon" href="data:,">'


@app.get("/login")
def sign_in():
    return (
        '<!doctype html><title>Log in</title><form method="post"><input name="email"><input type="password" name="password">'
        "<button>Log in</button></form>"
    )


@app.post("/login")
@csrf.exempt
def sign_in_now():
    login_user(User())
    return jsonify(user="mia")


@app.get("/csrf")
def token():
    return jsonify(token=generate_csrf())


@app.get("/api/orders")
@login_required
def orders():
    return jsonify([1])


@app.post("/api/orders")
@login_required
def create():
    return jsonify(created=True)


@app.get("/api/search")
@limiter.limit("2 per minute")
def search():
    return jsonify([])


@app.post("/restart")
@csrf.exempt
def restart():
    """As if the process had started again with a key from os.urandom."""
    app.secret_key = "another-secret-of-at-least-32-characters"
    return jsonify(ok=True)


app.run(port=int(sys.argv[1]))
