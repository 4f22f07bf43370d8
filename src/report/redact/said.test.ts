import { describe, expect, test } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { redact } from './redact.ts';

const KEYS = { own: [1, 2, 3, 4], long: [1, 2, 3, 4] } as const;

function redactedText(text: string, mimeType = 'text/plain'): string {
  const one = exchange({ responseHeaders: { 'content-type': mimeType }, responseBody: text });
  const { capture } = redact({ source: { kind: 'live' }, exchanges: [one] }, { keys: KEYS });
  const body = capture.exchanges[0]?.response?.body?.text;
  if (body === undefined) throw new Error('The answer lost its body');
  return body;
}

/** Short, and like any other word: only the way of writing gives it away. */
const SECRET = 'kestrel42';
const GIVEN_AWAY: readonly (readonly [where: string, text: string, secret?: string, mimeType?: string])[] = [
  ['.netrc', `machine api.test login mia password ${SECRET}`],
  ['.pgpass', `db.test:5432:orders:app:${SECRET}`],
  ['an option of a command', `deploy --registry-password ${SECRET} --force`],
  ['sshpass', `sshpass -p ${SECRET} ssh host.test`],
  ['the MySQL client', `mysql -h db.test -u app -p${SECRET} orders`],
  ['var_dump', `array(1) { ["password"]=> string(9) "${SECRET}" }`],
  ["PHP's serialization", `a:1:{s:8:"password";s:9:"${SECRET}";}`],
  ['a member in brackets', `config['db.password'] = '${SECRET}'`],
  ['localStorage', `localStorage.setItem('auth_token', '${SECRET}')`],
  ['a setter', `client.setAccessToken("${SECRET}")`],
  ['a header printed by Go', `map[Accept:[*/*] Authorization:[Bearer ${SECRET}]]`],
  ['a sentence about a session', 'Session XP0KxVBnj3Zc not found', 'XP0KxVBnj3Zc'],
  ['a message of a one-time code', '387454 is your login code', '387454'],
  ['a mail of a password', `Your temporary password is ${SECRET}.`],
  ['the same in German', `Ihr Passwort lautet: ${SECRET}`],
  ['a mutation', 'mutation { verify(code: "387454") { ok } }', '387454'],
  ["MySQL's refusal", "Access denied for user 'kestrel'@'10.0.0.7' (using password: YES)", 'kestrel'],
  ['a call that signs in', `client.login('mia', '${SECRET}')`],
  ['a resource name of Amazon', 'arn:aws:iam::123456789012:user/kestrel is not authorized', 'kestrel'],
  ['a home directory', 'ENOENT: open "/Users/kestrel/shop/app.js"', 'kestrel'],
  [
    'the Common Log Format',
    '10.0.0.7 - kestrel [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 401 0',
    'kestrel',
  ],
  ['an address with a name', 'From: Mia Kestrel <mia@shop.test>', 'Kestrel'],
  ['a greeting', 'Welcome back, Mia Kestrel', 'Kestrel'],
  ['a distinguished name', 'CN=Mia Kestrel,OU=Sales,DC=shop,DC=test', 'Kestrel'],
  ['a vCard', 'BEGIN:VCARD\nFN:Mia Kestrel\nEND:VCARD', 'Kestrel'],
  ['SQL', `INSERT INTO users (id, password) VALUES (1, '${SECRET}')`],
  ['YAML', `user: app\npassword: two words ${SECRET}\n`, SECRET, 'application/yaml'],
];

describe('What a text says of a secret without assigning it', () => {
  const rows = GIVEN_AWAY.map(([where, text, secret = SECRET, mimeType]) => ({
    where,
    text,
    secret,
    mimeType,
  }));

  test.each(rows)('goes: $where', ({ text, secret, mimeType }) => {
    const cleaned = redactedText(text, mimeType);
    expect(cleaned).not.toContain(secret);
    expect(cleaned).not.toBe('');
  });

  test.each([
    'The password is required.',
    'Your account code is missing',
    'Access denied for user with role reader',
    'Session expired, please sign in',
    'Use the token endpoint to get a new token',
    'Hello, World',
    'map[status:[401] reason:[expired]]',
    'Invalid login: the password was changed 3 days ago',
    "setTokenLifetime('15 minutes')",
    'Your error code is E1042',
    'INSERT INTO orders (id, state) VALUES (1, open)',
  ])('stays: %s', (text) => {
    expect(redactedText(text)).toBe(text);
  });
});
