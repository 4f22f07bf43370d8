import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Evidence } from '../../engine/cause.ts';
import { requestHeader } from '../../engine/evidence.ts';
import type { BlockedBy } from './blocked.ts';

/** Who asked: the Origin header where it was recorded, else what the browser named as the asking page. */
export function requestOrigin(failing: Exchange, { answer, cors }: BlockedBy): Evidence {
  return headerValue(answer.request.headers, 'origin') === undefined
    ? { label: 'Page', at: { part: 'initiator', exchangeId: failing.id }, mark: cors.origin }
    : requestHeader(answer, 'Origin', { label: 'Page (Origin)', mark: cors.origin });
}
