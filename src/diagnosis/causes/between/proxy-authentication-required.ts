import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader, status } from '../../engine/evidence.ts';
import { rfc9110ProxyAuthentication } from '../specs.ts';
import words from './proxy-authentication-required.md?raw';

export const proxyAuthenticationRequired: Cause = {
  code: 'proxy-authentication-required',
  group: 'between',
  title: 'A proxy asks who is there',
  fixIn: 'edge',
  step: 'edge',
  aliases: ['407 Proxy Authentication Required', 'net::ERR_PROXY_AUTH_REQUESTED', 'Proxy-Authenticate'],
  specs: [rfc9110ProxyAuthentication],
  words,
  explains: ['gateway-rejected', 'wrong-scheme', 'authorization-missing'],
  decide(failing): Verdict {
    if (failing.response?.status !== 407) return undefined;
    const asked = headerValue(failing.response.headers, 'proxy-authenticate') !== undefined;
    // What a forward proxy says of a tunnel never reaches the page: this came from inside it.
    const inside = /^(?:https|wss):/i.test(failing.request.url);
    return {
      kind: 'found',
      confidence: inside || !asked ? 'likely' : 'certain',
      title: inside
        ? 'A gateway on the API’s side answers 407, as a proxy would'
        : 'The proxy between browser and API wants a sign-in',
      line: 'The request did not reach the API',
      evidence: present<Evidence>(
        status(failing),
        asked
          ? responseHeader(failing, 'Proxy-Authenticate')
          : absentResponseHeader(failing, 'Proxy-Authenticate'),
      ),
    };
  },
};
