"""Bottle with its own auth_basic. Words: port."""

import sys

from bottle import auth_basic, get, run


@get("/")
def home():
    return '<!doctype html><title>App</title><link rel="icon" href="data:,">'


@get("/orders")
@auth_basic(lambda name, password: password == "right")
def orders():
    return {"orders": [1]}


# Bottle's own server takes one connection at a time, and browsers open more than they need.
run(port=int(sys.argv[1]), server="waitress", quiet=True)
