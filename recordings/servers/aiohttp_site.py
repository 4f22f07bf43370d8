"""aiohttp with aiohttp-session and aiohttp-security. Words: port."""

import sys

from aiohttp import web
from aiohttp_security import (
    AbstractAuthorizationPolicy,
    SessionIdentityPolicy,
    check_authorized,
    check_permission,
    forget,
    remember,
    setup,
)
from aiohttp_session import SimpleCookieStorage
from aiohttp_session import setup as setup_session


class Policy(AbstractAuthorizationPolicy):
    async def authorized_userid(self, identity):
        return identity

    async def permits(self, identity, permission, context=None):
        return permission == "orders"


routes = web.RouteTableDef()


@routes.get("/")
async def home(_request):
    return web.Response(
        text='<!doctype html><title>App</title><link rel="icon" href="data:,">', content_type="text/html"
    )


@routes.post("/login")
async def login(request):
    data = await request.post()
    if data.get("password") != "right":
        raise web.HTTPUnauthorized(text="Invalid username / password combination")
    response = web.json_response({"user": data["login"]})
    await remember(request, response, data["login"])
    return response


@routes.post("/logout")
async def logout(request):
    response = web.json_response({})
    await check_authorized(request)
    await forget(request, response)
    return response


@routes.get("/orders")
async def orders(request):
    await check_permission(request, "orders")
    return web.json_response([1])


@routes.get("/reports")
async def reports(request):
    await check_permission(request, "reports")
    return web.json_response([])


app = web.Application()
setup_session(app, SimpleCookieStorage())
setup(app, SessionIdentityPolicy(), Policy())
app.add_routes(routes)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
