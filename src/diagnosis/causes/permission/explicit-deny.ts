import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, FixParty, Verdict } from '../../engine/cause.ts';
import { present, responseHeader, said, status } from '../../engine/evidence.ts';
import { quote, shownPath } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { rfc9110Forbidden } from '../specs.ts';
import words from './explicit-deny.md?raw';

export const explicitDeny: Cause = {
  code: 'explicit-deny',
  group: 'permission',
  title: 'A policy denies the request',
  fixIn: 'api',
  step: 'permission',
  aliases: [
    'explicit deny',
    'AccessDeniedException',
    'is not authorized to perform',
    'RBAC: access denied',
    'Request forbidden by administrative rules',
    'row-level security policy',
    'Missing or insufficient permissions',
  ],
  specs: [rfc9110Forbidden],
  words,
  explains: ['resource-forbidden', 'method-forbidden', 'role-missing', 'status-misused', 'gateway-rejected'],
  decide(failing, facts): Verdict {
    const code = facts.refusal(failing);
    if (code !== 403 && code !== 401) return undefined;
    const word = facts.saysThat(failing, 'policy', 'network');
    if (word) return byWord(failing, word);
    if (facts.saysOtherwise(failing)) return undefined;
    const header = DENYING_HEADERS.find(([name, value]) =>
      value.test(headerValue(failing.response?.headers ?? [], name) ?? ''),
    );
    if (header) return byHeader(failing, header);
    return code === 403 ? byStockPage(failing, facts) : undefined;
  },
};

/** These stand in front of the API; the others are the API's own platform. */
const PROXIES: ReadonlySet<string> = new Set(['Envoy', 'HAProxy', 'Kong', 'Tyk', 'nginx', 'Apache', 'IIS']);
/** Nobody writes these but the policy itself. */
const UNMISTAKABLE =
  /explicit deny|RBAC: access denied|administrative rules|row-level security|admission webhook|organization(?:'|’)?s policy|cannot consume|RequestDisallowedByPolicy/i;

function byWord(failing: Exchange, word: ServerWord): Verdict {
  const { vendor } = word;
  const action = /perform: ([\w-]{1,60}:[\w*]{1,80})/.exec(
    failing.response?.body?.text.slice(0, 4_000) ?? '',
  )?.[1];
  const isNetwork = word.meaning === 'network';
  return {
    kind: 'found',
    confidence: UNMISTAKABLE.test(word.mark) ? 'certain' : 'likely',
    title: isNetwork
      ? 'This network address is not allowed'
      : vendor === undefined
        ? 'A policy denies this request'
        : `A policy of ${vendor} denies this request`,
    line: action === undefined ? `It says ${quote(word.mark, 60)}` : `Not allowed: ${action}`,
    ...partyOf(vendor),
    evidence: present(said(word, { label: 'The server said' }), status(failing)),
  };
}

function partyOf(vendor: string | undefined): { readonly fixIn?: FixParty } {
  return vendor !== undefined && PROXIES.has(vendor) ? { fixIn: 'edge' } : {};
}

/** Where the body says no more than Forbidden, these tell who said it. */
const DENYING_HEADERS: readonly (readonly [name: string, value: RegExp, vendor: string])[] = [
  ['x-amzn-errortype', /^(?:AccessDenied|NotAuthorized)/i, 'AWS'],
  ['x-ms-forbidden-ip', /./, 'Azure'],
  ['x-ms-error-code', /^(?:AuthorizationFailure|PublicAccessNotPermitted|IpAuthorizationError)/i, 'Azure'],
];

function byHeader(failing: Exchange, [name, , vendor]: (typeof DENYING_HEADERS)[number]): Verdict {
  const isNetwork = name === 'x-ms-forbidden-ip';
  return {
    kind: 'found',
    confidence: 'likely',
    title: isNetwork ? 'This network address is not allowed' : `A policy of ${vendor} denies this request`,
    line: `Told by the header ${name}`,
    evidence: present(responseHeader(failing, name), status(failing)),
  };
}

const STOCK_PAGES: readonly (readonly [vendor: string, page: RegExp])[] = [
  ['nginx', /<center><h1>403 Forbidden<\/h1><\/center>\s*<hr><center>(?:nginx|openresty|tengine)/i],
  [
    'Apache',
    /<title>403 Forbidden<\/title>[\s\S]{0,200}You don't have permission to access (?:this resource|\/)/i,
  ],
];
/** What a web application firewall looks for; its refusals wear the same page. */
const LOOKS_LIKE_ATTACK = /'|%27|<|%3c|\bunion\b|\bselect\b|\.\.(?:\/|%2f)|%00|;|%3b|\|\|/i;

/** The proxy's own page, where the API itself answers in another form. */
function byStockPage(failing: Exchange, facts: Facts): Verdict {
  const body = failing.response?.body;
  if (!body || body.encoding !== undefined || LOOKS_LIKE_ATTACK.test(failing.request.url)) return undefined;
  const text = body.text.slice(0, 2_000);
  const vendor = STOCK_PAGES.find(([, page]) => page.test(text))?.[0];
  if (vendor === undefined) return undefined;
  const elsewhere = facts.acceptedWith(failing).at(-1);
  // Where nothing passes, a rule about this path is no better an explanation than others.
  if (!elsewhere) return undefined;
  const server = headerValue(failing.response?.headers ?? [], 'server');
  return {
    kind: 'found',
    confidence: 'likely',
    title: `A rule of ${vendor} refuses this path; the API did not answer`,
    line: `The same credential is accepted for ${shownPath(elsewhere.request.url)}`,
    fixIn: 'edge',
    evidence: present(
      {
        label: 'The answer',
        at: { part: 'response-body' as const, exchangeId: failing.id },
        mark: '403 Forbidden',
      },
      server !== undefined && responseHeader(failing, 'Server'),
      {
        label: 'Accepted',
        at: { part: 'url' as const, exchangeId: elsewhere.id },
        note: `answered ${elsewhere.response?.status}`,
      },
    ),
  };
}
