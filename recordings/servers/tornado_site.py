"""Tornado with xsrf_cookies and signed sign-in cookies. Words: port."""

import asyncio
import sys

import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_secure_cookie("user")


class Home(Base):
    def get(self):
        # Setting it is reading it.
        self.xsrf_token
        self.write('<!doctype html><title>App</title><link rel="icon" href="data:,">')


class Login(Base):
    def get(self):
        self.write(
            '<!doctype html><title>Sign in</title><form method="post">'
            + self.xsrf_form_html()
            + '<input name="name"><input type="password" name="password"><input type="submit" value="Sign in"></form>'
        )

    def post(self):
        self.set_secure_cookie("user", self.get_argument("name"))
        self.redirect(self.get_argument("next", "/"))


class Orders(Base):
    @tornado.web.authenticated
    def get(self):
        self.write({"orders": [1]})

    @tornado.web.authenticated
    def post(self):
        self.write({"id": 2})


async def main():
    tornado.web.Application(
        [("/", Home), ("/login", Login), ("/api/orders", Orders)],
        cookie_secret="lab-secret-of-at-least-32-characters",
        login_url="/login",
        xsrf_cookies=True,
    ).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
