import type { Dialect } from './dialect.ts';

/** What APIs write that let their callers sign each request with a shared secret, in headers of their own. */
export const signedRequests: readonly Dialect[] = [
  {
    meaning: 'request-signature',
    statuses: [400, 401, 403],
    words:
      /\btimestamp (?:is |was )?(?:too (?:old|far)|outside|out of|not within|expired|skew)|\b(?:stale|expired) (?:request )?timestamp\b|\btimestamp_(?:expired|too_old|out_of_range)\b/i,
  },
  {
    meaning: 'request-signature',
    statuses: [400, 401, 403],
    words:
      /\b(?:request signature|hmac(?: signature)?) (?:is |was )?(?:invalid|mismatch|not valid|does not match|did not match|verification failed)|\b(?:invalid|bad|wrong) (?:request signature|hmac)\b/i,
  },
];
