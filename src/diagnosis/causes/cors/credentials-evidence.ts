import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Evidence } from '../../engine/cause.ts';
import { failure, requestHeader } from '../../engine/evidence.ts';

/** How we know that a blocked request was made with credentials. */
export function withCredentials(failing: Exchange): Evidence {
  const sent = ['cookie', 'sec-fetch-storage-access'].find(
    (name) => headerValue(failing.request.headers, name) !== undefined,
  );
  return sent !== undefined
    ? requestHeader(failing, sent, {
        label: 'With credentials',
        note: 'only a request with credentials carries this header',
      })
    : failure(failing, {
        label: 'With credentials',
        note: 'the browser refused what it accepts without credentials',
      });
}
