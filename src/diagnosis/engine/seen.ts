import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Evidence } from './cause.ts';
import { present, responseBody, responseHeader, status, url } from './evidence.ts';

/** What the server or the browser itself said of a failure, for people to read where no cause is found. */
export function whatWasSaid(failing: Exchange): readonly [Evidence, ...Evidence[]] {
  const { response, failure, id } = failing;
  const challenge = response && headerValue(response.headers, 'www-authenticate');
  return present<Evidence>(
    response ? status(failing) : url(failing),
    challenge !== undefined && responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge' }),
    isReadable(failing) && responseBody(failing),
    failure !== undefined && {
      label: 'The browser said',
      at: { part: 'failure' as const, exchangeId: id },
    },
  );
}

function isReadable({ response }: Exchange): boolean {
  return response?.body !== undefined && response.body.encoding === undefined && response.body.text !== '';
}
