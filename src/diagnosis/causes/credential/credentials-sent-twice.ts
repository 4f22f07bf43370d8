import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, query, requestHeader, responseHeader, status } from '../../engine/evidence.ts';
import { refusalOfTwo, type SecondCredential, sentTwice } from '../../facts/sent-twice.ts';
import { rfc6750Methods, rfc9110Authorization } from '../specs.ts';
import words from './credentials-sent-twice.md?raw';
import { refusedCredential } from './sent.ts';

export const credentialsSentTwice: Cause = {
  code: 'credentials-sent-twice',
  group: 'credential',
  title: 'The request carries two credentials',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'More than one method used for authentication',
    'Found multiple bearer tokens in the request',
    'Only one auth mechanism allowed',
    'duplicate Authorization header',
  ],
  specs: [rfc6750Methods, rfc9110Authorization],
  words,
  explains: ['token-rejected', 'token-whitespace', 'token-malformed', 'wrong-scheme'],
  decide(failing, facts): Verdict {
    const second = sentTwice(failing);
    if (!second) return undefined;
    const refusal = refusalOfTwo(failing, facts);
    if (refusal === undefined && (second.with !== 'header' || !refusedCredential(failing))) return undefined;
    if (facts.acceptedWith(failing).length > 0 && second.with === 'header')
      return { kind: 'ruled-out', because: 'The API accepted the very same header elsewhere' };
    return {
      kind: 'found',
      confidence: refusal?.says === 'two' ? 'certain' : 'likely',
      title: `The request carries two credentials: ${nameOf(second)}`,
      line: 'One request, one credential: the server does not choose',
      evidence: present(
        requestHeader(failing, 'Authorization'),
        where(failing, second),
        refusal ? said(failing, refusal.mark, refusal.in) : status(failing),
      ),
    };
  },
};

function nameOf(second: SecondCredential): string {
  switch (second.with) {
    case 'header':
      return 'Authorization holds both';
    case 'query':
      return `in Authorization and in the query parameter ${second.name}`;
    case 'body':
      return `in Authorization and in the form field ${second.name}`;
    case 'signed-url':
      return 'in Authorization and in the signed URL';
  }
}

function where(failing: Exchange, second: SecondCredential): Evidence | undefined {
  switch (second.with) {
    case 'header':
      return undefined;
    case 'query':
    case 'signed-url':
      return query(failing, second.name, { note: 'the second credential' });
    case 'body':
      return {
        label: 'Request body',
        at: { part: 'request-body', exchangeId: failing.id },
        note: 'the second credential',
      };
  }
}

function said(failing: Exchange, mark: string | undefined, place: 'challenge' | 'body' | 'status'): Evidence {
  const marked = mark === undefined ? {} : { mark };
  if (place === 'challenge')
    return responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge', ...marked });
  if (place === 'body')
    return { label: 'The server said', at: { part: 'response-body', exchangeId: failing.id }, ...marked };
  return status(failing);
}
