import type { Dialect } from './dialect.ts';

/** How servers say that an API key is none they know. That none came stands in generic: `missing-credential`. */
export const apiKeys: readonly Dialect[] = [
  {
    meaning: 'api-key',
    words:
      /\b(?:invalid or missing|missing or invalid) (?:x[ -])?api[ -]?key|\b(?:invalid|incorrect|unknown|wrong|bad|expired|revoked)[ _-](?:x[ _-])?(?:api|subscription|consumer)[ _-]?key|\bapi[ _-]?key (?:provided |given )?(?:is |was |has been )?(?:not valid|invalid|incorrect|unknown|expired|revoked|disabled|inactive)/i,
  },
  { meaning: 'invalid-token', words: /\binvalid credential\b/i },
];
