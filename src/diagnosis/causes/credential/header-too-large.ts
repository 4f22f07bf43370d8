import type { Exchange, Header } from '../../../exchange/exchange.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said, status } from '../../engine/evidence.ts';
import { headerSizeRefusal, sizeOfHeaders } from '../../facts/header-size.ts';
import { rfc6585Fields } from '../specs.ts';
import words from './header-too-large.md?raw';

export const headerTooLarge: Cause = {
  code: 'header-too-large',
  group: 'credential',
  title: 'The request’s headers are too large',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    '431 Request Header Fields Too Large',
    'Request Header Or Cookie Too Large',
    '494',
    'Request Too Long',
    'HPE_HEADER_OVERFLOW',
  ],
  specs: [rfc6585Fields],
  words,
  explains: ['authorization-missing', 'token-rejected', 'resource-forbidden'],
  decide(failing, facts): Verdict {
    const refusal = headerSizeRefusal(failing, facts);
    if (!refusal) return undefined;
    const largest = largestOf(failing);
    return {
      kind: 'found',
      confidence: refusal.by === 'size' ? 'possible' : 'certain',
      title: largest
        ? `The request’s headers are too large: ${largest.name} alone has ${kilobytes(largest.value.length)}`
        : 'The request’s headers are too large for the server',
      line: lineFor(failing, largest),
      evidence: present(
        refusal.by === 'words' ? said(refusal.word) : status(failing),
        largest && requestHeader(failing, largest.name, { note: kilobytes(largest.value.length) }),
      ),
    };
  },
};

/** The header that makes up at least a third of it all, and is worth a reader's look. */
function largestOf(failing: Exchange): Header | undefined {
  const [largest] = failing.request.headers.toSorted((a, b) => b.value.length - a.value.length);
  const tells =
    largest && largest.value.length >= 1_000 && largest.value.length * 3 >= sizeOfHeaders(failing);
  return tells ? largest : undefined;
}

function lineFor(failing: Exchange, largest: Header | undefined): string {
  const { blindSpots } = failing;
  if (largest?.name.toLowerCase() === 'cookie') {
    const { length } = parseCookieHeader(largest.value);
    return `${length} ${length === 1 ? 'cookie' : 'cookies'} in one Cookie header`;
  }
  if (largest) return `${kilobytes(sizeOfHeaders(failing))} of headers in all`;
  const cut = blindSpots.includes('cookies') || blindSpots.includes('authorization');
  return cut || blindSpots.includes('request-headers')
    ? 'Which header it is cannot be seen: the record lacks cookies and credentials'
    : 'The server takes less than was sent';
}

function kilobytes(octets: number): string {
  return `${(octets / 1_000).toFixed(1)} kB`;
}
