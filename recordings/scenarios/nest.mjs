// NestJS as its documentation writes it: guards, roles, throttling. Decorators are called by hand: no build here.
import 'reflect-metadata';
import {
  Controller,
  Delete,
  ForbiddenException,
  Get,
  Injectable,
  Module,
  Post,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import cookieParser from 'cookie-parser';
import express from 'express';
import jsonwebtoken from 'jsonwebtoken';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ORDERS, PAGE_ORIGIN } from '../apis.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const API = 'https://api.app.test';
const sign = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ sub: 'user-1', username: 'mia', ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const bearerOf = (token) => ({ headers: { Authorization: `Bearer ${token}` } });
const ago = (seconds) => Math.floor(Date.now() / 1000) - seconds;

const needs = (target, ...types) => Reflect.defineMetadata('design:paramtypes', types, target);
function method(target, name, ...decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(target.prototype, name);
  for (const decorator of decorators) decorator(target.prototype, name, descriptor);
}

/** The guard of docs.nestjs.com/security/authentication. */
class DocsGuard {
  constructor(jwt) {
    this.jwt = jwt;
  }
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const [type, token] = request.headers.authorization?.split(' ') ?? [];
    if (type !== 'Bearer' || !token) throw new UnauthorizedException();
    try {
      request.user = await this.jwt.verifyAsync(token, { secret: SECRET });
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
}
Injectable()(DocsGuard);
needs(DocsGuard, JwtService);

/** With Passport; `from` reads the token. */
const passportGuard = (from) => {
  class JwtStrategy extends PassportStrategy(Strategy) {
    constructor() {
      super({ jwtFromRequest: from, secretOrKey: SECRET });
    }
    validate(payload) {
      return { id: payload.sub, roles: payload.roles ?? [] };
    }
  }
  Injectable()(JwtStrategy);
  return { guard: AuthGuard('jwt'), providers: [JwtStrategy] };
};

/** canActivate returns false: Nest says "Forbidden resource". */
class RolesGuard {
  constructor(reflector) {
    this.reflector = reflector;
  }
  canActivate(context) {
    const wanted = this.reflector.get('roles', context.getHandler());
    return !wanted || wanted.some((role) => context.switchToHttp().getRequest().user?.roles?.includes(role));
  }
}
Injectable()(RolesGuard);
needs(RolesGuard, Reflector);

async function nest({
  guards = [],
  providers = [],
  imports = [],
  prepare = () => undefined,
  roles,
  refuse,
} = {}) {
  class OrdersController {
    list() {
      return [{ id: 1, item: 'lamp' }];
    }
    remove() {
      if (refuse) throw refuse();
      return { ok: true };
    }
  }
  Controller('orders')(OrdersController);
  UseGuards(...guards)(OrdersController);
  method(OrdersController, 'list', Get());
  method(OrdersController, 'remove', Delete(':id'));
  if (roles) Reflect.defineMetadata('roles', roles, OrdersController.prototype.remove);
  class AuthController {
    login() {
      throw new UnauthorizedException('Invalid credentials');
    }
  }
  Controller('auth')(AuthController);
  const limits = guards.filter((guard) => guard === ThrottlerGuard);
  if (limits.length > 0) UseGuards(...limits)(AuthController);
  method(AuthController, 'login', Post('login'));
  class AppModule {}
  Module({ imports, controllers: [OrdersController, AuthController], providers })(AppModule);
  const server = express();
  server.set('x-powered-by', true);
  const app = await NestFactory.create(AppModule, new ExpressAdapter(server), { logger: false });
  app.enableCors({ origin: PAGE_ORIGIN, credentials: true });
  app.use(cookieParser());
  app.use((request, response, next) => prepare(request, response, next) ?? next());
  await app.init();
  return { 'api.app.test': server };
}
const docs = (more = {}) =>
  nest({ guards: [DocsGuard, RolesGuard], imports: [JwtModule.register({ secret: SECRET })], ...more });
const withPassport = (from = ExtractJwt.fromAuthHeaderAsBearerToken(), more = {}) => {
  const { guard, providers } = passportGuard(from);
  return nest({ guards: [guard, RolesGuard], providers, imports: [PassportModule], ...more });
};
const fromCookie = (request) => request?.cookies?.access_token ?? null;
const throttled = (more = {}) =>
  nest({
    guards: [ThrottlerGuard],
    imports: [ThrottlerModule.forRoot([{ ttl: 60_000, limit: 3 }])],
    ...more,
  });

const STACK = 'NestJS';

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'authorization-missing-nest-guard',
    cause: 'authorization-missing',
    stack: `${STACK}, the guard of its documentation`,
    what: 'No Authorization; the answer says "Unauthorized" alone, with no challenge.',
    serve: () => docs(),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'token-rejected-nest-guard',
    cause: 'token-rejected',
    nearMissOf: 'authorization-missing',
    also: ['signature-invalid'],
    stack: `${STACK}, the guard of its documentation`,
    what: 'The very same answer to a token signed with another secret.',
    serve: () => docs(),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({}, 'another-secret-of-at-least-32-chars'))),
  },
  {
    id: 'token-expired-nest-guard',
    cause: 'token-expired',
    nearMissOf: 'token-rejected',
    stack: `${STACK}, the guard of its documentation`,
    what: 'The very same answer to a token that ended an hour ago.',
    serve: () => docs(),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({ iat: ago(7_200), exp: ago(3_600) }))),
  },
  {
    id: 'bearer-prefix-missing-nest-passport',
    cause: 'bearer-prefix-missing',
    stack: `${STACK} + @nestjs/passport`,
    what: 'The token goes out without its scheme.',
    serve: () => withPassport(),
    visit: ({ call }) => call(ORDERS, { headers: { Authorization: sign() } }),
  },
  {
    id: 'resource-forbidden-nest-roles',
    cause: 'resource-forbidden',
    also: ['method-forbidden'],
    nearMissOf: 'token-rejected',
    stack: `${STACK} + @nestjs/passport, a roles guard`,
    what: 'Reading passes, deleting wants a role: "Forbidden resource".',
    serve: () => withPassport(undefined, { roles: ['admin'] }),
    visit: async ({ call }) => {
      const headers = bearerOf(sign({ roles: ['viewer'] }));
      await call(ORDERS, headers);
      await call(`${ORDERS}/1`, { method: 'DELETE', ...headers });
    },
  },
  {
    id: 'role-missing-nest-message',
    cause: 'role-missing',
    also: ['resource-forbidden', 'method-forbidden'],
    stack: `${STACK} + @nestjs/passport`,
    what: 'The service throws ForbiddenException("Requires role admin").',
    serve: () => withPassport(undefined, { refuse: () => new ForbiddenException('Requires role admin') }),
    visit: async ({ call }) => {
      const headers = bearerOf(sign({ roles: ['viewer'] }));
      await call(ORDERS, headers);
      await call(`${ORDERS}/1`, { method: 'DELETE', ...headers });
    },
  },
  {
    id: 'credentials-omitted-nest-cookie',
    cause: 'credentials-omitted',
    stack: `${STACK} + @nestjs/passport, the token in a cookie`,
    what: 'Signed in with a cookie; the next call forgets credentials: include.',
    serve: () =>
      withPassport(fromCookie, {
        prepare: (request, response) => {
          if (request.path !== '/session') return undefined;
          response.cookie('access_token', sign(), { httpOnly: true, secure: true, sameSite: 'lax' });
          response.json({ ok: true });
          return true;
        },
      }),
    visit: async ({ call }) => {
      await call(`${API}/session`, { method: 'POST', credentials: 'include' });
      await call(ORDERS);
    },
  },
  {
    id: 'credentials-omitted-near-miss-nest-cookie-expired',
    cause: 'token-expired',
    nearMissOf: 'credentials-omitted',
    also: ['session-rejected', 'cookie-expired'],
    stack: `${STACK} + @nestjs/passport, the token in a cookie`,
    what: 'The cookie is sent; the token in it has ended.',
    serve: () =>
      withPassport(fromCookie, {
        prepare: (request, response) => {
          if (request.path !== '/session') return undefined;
          const token = sign({ iat: ago(7_200), exp: ago(3_600) });
          response.cookie('access_token', token, { httpOnly: true, secure: true, sameSite: 'lax' });
          response.json({ ok: true });
          return true;
        },
      }),
    visit: async ({ call }) => {
      await call(`${API}/session`, { method: 'POST', credentials: 'include' });
      await call(ORDERS, { credentials: 'include' });
    },
  },
  {
    id: 'rate-limited-nest-throttler',
    cause: 'rate-limited',
    stack: `${STACK} + @nestjs/throttler`,
    what: 'The fourth call within a minute, with a good token.',
    serve: () => throttled(),
    visit: async ({ call }) => {
      for (let count = 0; count < 4; count += 1) await call(ORDERS, bearerOf(sign()));
    },
  },
  {
    id: 'too-many-attempts-nest-throttler',
    cause: 'too-many-attempts',
    nearMissOf: 'rate-limited',
    stack: `${STACK} + @nestjs/throttler`,
    what: 'The same limit at the sign-in, after wrong passwords.',
    serve: () => throttled(),
    visit: async ({ call }) => {
      for (let count = 0; count < 4; count += 1) {
        await call(`${API}/auth/login`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ username: 'mia', password: `lamp-${count}` }),
        });
      }
    },
  },
];
