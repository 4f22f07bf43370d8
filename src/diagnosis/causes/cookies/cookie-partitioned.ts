import type { Cause } from '../../engine/cause.ts';
import { present } from '../../engine/evidence.ts';
import { chips } from '../specs.ts';
import words from './cookie-partitioned.md?raw';
import { askedFrom } from './cross-site.ts';
import { cookieNotSent, lackingSession, short } from './session.ts';

export const cookiePartitioned: Cause = {
  code: 'cookie-partitioned',
  group: 'cookies',
  title: 'Session cookie held in another site’s partition',
  fixIn: 'api',
  step: 'session',
  aliases: ['Partitioned', 'CHIPS', 'partition key', 'CookiePartitionKey'],
  specs: [chips],
  words,
  explains: ['authorization-missing', 'csrf-token-missing', 'csrf-token-mismatch', 'credentials-omitted'],
  decide(failing, facts) {
    const { stored } = facts.cookieHistory(failing);
    const lacking = lackingSession(failing, facts, {
      held: (reasons, { cookie }) =>
        reasons.includes('PartitionMismatch') &&
        !reasons.includes('Expired') &&
        // The same cookie in the right partition, or in none, decides by itself.
        !stored.some(
          (other) => other.cookie.name === cookie.name && other.cookie.partitionSite === undefined,
        ),
    });
    if (!lacking) return undefined;
    const name = short(lacking.name);
    const held = facts.cookies(failing).find(({ cookie }) => cookie.name === lacking.name)?.cookie;
    const site = (held?.partitionSite ?? 'another site').slice(0, 80);
    return {
      kind: 'found',
      confidence: lacking.setter ? lacking.confidence : 'possible',
      title: `The cookie ${name} stayed home: it is kept for use within ${site} only`,
      line: `${name} is Partitioned, and was set under ${site}`,
      evidence: present(
        lacking.evidence('partitioned', { note: `Partitioned: kept for ${site}` }),
        cookieNotSent(failing),
        askedFrom(failing),
      ),
    };
  },
};
