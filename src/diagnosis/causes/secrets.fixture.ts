import type { Capture } from '../../exchange/exchange.ts';
import { headerValues } from '../../exchange/headers.ts';
import { parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import { readAuthorization } from '../../protocol/http-auth/authorization.ts';

/** Every token, password and cookie of a capture, whole; what no words of ours may hold. */
export function secretsOf({ exchanges }: Capture): readonly string[] {
  const secrets = exchanges.flatMap(({ request, response }) => [
    ...headerValues(request.headers, 'authorization').flatMap(inAuthorization),
    ...headerValues(request.headers, 'cookie')
      .flatMap(parseCookieHeader)
      .map(({ value }) => value),
    ...headerValues(response?.headers ?? [], 'set-cookie').map(
      (line) => /^[^=;]*=([^;]*)/.exec(line)?.[1] ?? '',
    ),
    ...headerValues(request.headers, 'x-api-key'),
  ]);
  return [...new Set(secrets)].filter((secret) => secret.length >= 8);
}

function inAuthorization(value: string): string[] {
  const reading = readAuthorization(value);
  switch (reading.form) {
    case 'empty':
    case 'placeholder':
      return [];
    case 'basic':
      return basicSecrets(value);
    case 'other-scheme':
      return [reading.rest];
    default:
      return [reading.token, reading.token.split('.')[2] ?? ''];
  }
}

function basicSecrets(value: string): string[] {
  const encoded = value.trim().split(/\s+/)[1] ?? '';
  return [encoded, ...passwordIn(encoded)];
}

/** What is not base64 was meant to be read as it stands. */
function passwordIn(encoded: string): string[] {
  try {
    return [atob(encoded).split(':')[1] ?? ''];
  } catch {
    return [encoded.split(':')[1] ?? ''];
  }
}
