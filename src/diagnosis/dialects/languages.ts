import { type Dialect, says } from './dialect.ts';

/** Frameworks and libraries of Python, Go and Ruby beside those in files of their own. */
export const languages: readonly Dialect[] = [
  ...says(
    {
      vendor: 'Echo',
      role: 'framework',
      source: 'https://github.com/labstack/echo/blob/v4.2.1/middleware/jwt.go',
    },
    [
      ['missing-credential', 'missing or malformed jwt'],
      ['missing-credential', 'missing key in request header'],
    ],
  ),
  ...says(
    {
      vendor: 'Fiber',
      role: 'framework',
      source: 'https://github.com/gofiber/contrib/blob/main/jwt/config.go',
    },
    [['missing-credential', 'Missing or malformed JWT']],
  ),
  ...says(
    {
      vendor: 'PyJWT',
      role: 'framework',
      source: 'https://github.com/jpadilla/pyjwt/blob/master/jwt/api_jwt.py',
    },
    [['invalid-token', 'Subject must be a string']],
  ),
  ...says(
    {
      vendor: 'Falcon',
      role: 'framework',
      source: 'https://falcon.readthedocs.io/en/stable/user/quickstart.html',
    },
    [
      ['missing-credential', 'Please provide an auth token as part of the request.'],
      ['invalid-token', 'The provided auth token is not valid.'],
    ],
  ),
];
