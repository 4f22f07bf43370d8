import type { Dialect } from './dialect.ts';

/** How servers say that nobody is signed in. */
export const session: readonly Dialect[] = [
  // Werkzeug's and Apache's page for every 401, whatever the reason.
  { meaning: 'forbidden', words: /could not verify that you\s+are authorized/i },
];
