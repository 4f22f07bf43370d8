import type { Exchange } from '../../exchange/exchange.ts';
import type { Challenge } from '../../protocol/http-auth/challenges.ts';
import { dialects, type Meaning } from '../dialects/index.ts';
import type { Pointer } from '../engine/cause.ts';

export interface ServerWord {
  readonly meaning: Meaning;
  readonly at: Pointer;
  /** The words as they stand there. */
  readonly mark: string;
  /** Whose message it is, where one vendor alone says it so. */
  readonly vendor?: string;
}

/** More of a body than this is not an error message. */
const READ_AT_MOST = 4_000;

/** What the server's challenge and body say, most telling part first. */
export function serverWords(exchange: Exchange, challenges: readonly Challenge[]): readonly ServerWord[] {
  const fromChallenges = challenges.flatMap((challenge) =>
    ['error_description', 'error'].flatMap((name) => {
      const text = challenge.parameters.get(name);
      return text
        ? read(text, { part: 'response-header', exchangeId: exchange.id, name: 'www-authenticate' })
        : [];
    }),
  );
  const body = exchange.response?.body;
  const fromBody =
    body && body.encoding === undefined
      ? read(messageOf(body.text.slice(0, READ_AT_MOST)), { part: 'response-body', exchangeId: exchange.id })
      : [];
  return [...fromChallenges, ...fromBody];
}

function read(text: string, at: Pointer): ServerWord[] {
  const said = text.slice(0, READ_AT_MOST);
  for (const { meaning, words, vendor } of dialects) {
    const match = words.exec(said);
    if (match) return [{ meaning, at, mark: match[0], ...(vendor !== undefined && { vendor }) }];
  }
  return [];
}

/** HTML error pages say it between their tags, and their style sheets say nothing. */
export function messageOf(text: string): string {
  if (!/^\s*</.test(text)) return text;
  return text.replace(/<(style|script)\b[^>]*>[^<]*/gi, ' ').replace(/<[^>]*>/g, ' ');
}
