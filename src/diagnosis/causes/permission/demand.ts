import type { Exchange } from '../../../exchange/exchange.ts';
import type { Grant } from '../../../protocol/jwt/grants.ts';
import type { Pointer } from '../../engine/cause.ts';
import type { Facts } from '../../facts/facts.ts';
import { messageOf } from '../../facts/server-words.ts';

/** What a refusal says is missing, by name. */
export interface Demand {
  readonly kind: Grant['kind'];
  readonly values: readonly [string, ...string[]];
  /** One of them is enough. */
  readonly anyOf: boolean;
  readonly at: Pointer;
  /** The words as they stand there. */
  readonly mark: string;
}

const READ_AT_MOST = 4_000;

/** The first role, group, permission or scope that the server asks for by name. */
export function demandOf(failing: Exchange, facts: Facts): Demand | undefined {
  for (const [text, at] of textsOf(failing, facts)) {
    const demand = demandIn(text, at);
    if (demand) return demand;
  }
  return undefined;
}

function textsOf(failing: Exchange, facts: Facts): (readonly [string, Pointer])[] {
  const hidden = facts.hiddenError(failing);
  if (hidden) return hidden.messages.map((message) => [message, hidden.saidAt] as const);
  const header: Pointer = { part: 'response-header', exchangeId: failing.id, name: 'www-authenticate' };
  const body = failing.response?.body;
  return [
    ...facts
      .challenges(failing)
      .flatMap(({ parameters }) => parameters.get('error_description') ?? [])
      .map((text) => [text, header] as const),
    ...(body && body.encoding === undefined
      ? [
          [
            messageOf(body.text.slice(0, READ_AT_MOST)),
            { part: 'response-body', exchangeId: failing.id },
          ] as const,
        ]
      : []),
  ];
}

interface Pattern {
  readonly words: RegExp;
  /** Where the word for the kind does not stand in the text. */
  readonly kind?: Grant['kind'];
}

const KIND = '(?<kind>role|group|permission|privilege|authorit(?:y|ie)|right|scope)';
const QUOTE = '(?:\\\\?["\'`“‘]|&#39;|&quot;)';
const QUOTED = `${QUOTE}(?<name>[^"'\`“”‘’\\\\\\n&]{1,80})${QUOTE}`;
const LACKS =
  "(?:requires?|required|missing|lacks?|lacking|needs?|needed|necessary|without|(?:not|n['’]t) have|must have|must be (?:in|a member of))";
const BARE = '(?<name>[A-Za-z][\\w.:/*-]{1,59}\\w)';
const LIST = '(?<name>[\\w.:/*-]{2,60}(?:, ?[\\w.:/*-]{2,60}){0,9})';

/** Named groups: `name` is what is asked for, `kind` what it is. The more exact stand first. */
const PATTERNS: readonly Pattern[] = [
  {
    // {"requiredRoles":["admin"]}, {"missing_permissions":"orders:write"}
    words:
      /"(?:required|missing|needed|necessary|expected)[_-]?(?:any_?of_?)?(?<kind>role|group|permission|authorit(?:y|ie)|privilege|scope)s?"\s*:\s*(?<name>\[[^\]]{1,300}\]|"[^"\\]{1,100}")/i,
  },
  {
    // {"error":"Insufficient permissions","required":["orders:write"]}
    words:
      /(?<kind>role|group|permission|privilege|scope)s?\b[^{}]{0,80}"(?:required|missing|needed|expected)"\s*:\s*(?<name>\[[^\]]{1,300}\]|"[^"\\]{1,100}")/i,
  },
  { words: /(?<kind>role|scope) permissions on the request\. API requires one of '(?<name>[^'\n]{1,300})'/i },
  { kind: 'scope', words: /"needed"\s*:\s*"(?<name>[\w:.,-]{2,120})"/ },
  { kind: 'scope', words: /Required access: `(?<name>[\w:., -]{2,120})` access scope/i },
  {
    kind: 'permission',
    words: /cannot (?<name>\w{2,20} resource \\?"[^"\\\n]{1,80})\\?"/i,
  },
  {
    kind: 'permission',
    words: /Permission '?(?<name>\w{2,40}(?:\.\w{1,60}){1,5})'? denied/i,
  },
  {
    kind: 'permission',
    words: /does not have (?<name>\w{2,40}(?:\.\w{1,60}){1,5}) (?:access|permission)/i,
  },
  { kind: 'permission', words: /perform action '(?<name>[\w./*-]{3,160})'/i },
  { kind: 'permission', words: /granted by the \w{1,20} privileges \[(?<name>[\w,:/* -]{1,200})\]/i },
  { kind: 'permission', words: /is missing the (?<name>[\w/]{3,60}) permission/i },
  { kind: 'role', words: /\b(?<name>ROLE_[A-Z0-9_]{2,60})\b/ },
  {
    words:
      /necessary (?<kind>role|permission)s are `?(?<name>[\w:.*-]{2,40}(?:[ ,]{1,2}[\w:.*-]{1,40}){0,9})/i,
  },
  {
    words: new RegExp(
      `${LACKS}\\b[^.\\n{}"'\`]{0,40}?\\b${KIND}s?(?:\\(s\\))?[^.\\n{}"'\`]{0,20}?${QUOTED}`,
      'i',
    ),
  },
  { words: new RegExp(`${QUOTED} ${KIND}s? (?:is |are )?(?:required|missing|needed)`, 'i') },
  { words: new RegExp(`${LACKS}(?: the| an?)? ${QUOTED} ${KIND}\\b`, 'i') },
  {
    words: new RegExp(
      `(?:required|missing|necessary|needed|requires?) ${KIND}s?(?:\\(s\\))?(?: are| is)?\\s*[:=]\\s*\\[?${LIST}`,
      'i',
    ),
  },
  { words: new RegExp(`${KIND}s? (?:needed|required|missing)(?: are| is)?\\s*[:=]\\s*\\[?${LIST}`, 'i') },
  { words: new RegExp(`${LACKS}(?: the| an?)? ${KIND} ${BARE}`, 'i') },
  { words: new RegExp(`${LACKS}(?: the| an?)? ${BARE} ${KIND}\\b`, 'i') },
  {
    kind: 'role',
    words:
      /\b(?<name>admin(?:istrator)?|owner|moderator|manager|editor|superuser)s? (?:only\b|(?:role |access |rights |privileges )?(?:is |are )?required)/i,
  },
  {
    kind: 'role',
    words:
      /(?:only (?:for )?(?:the )?|must be an? |requires? (?:an? )?|not an? )(?<name>admin(?:istrator)?|owner|moderator|manager|editor|superuser)\b/i,
  },
];

/** Words that stand where a name could, and are none. */
const NO_NAME =
  /^(?:the|an?|to|for|of|in|on|is|are|and|or|any|all|this|that|these|your|you|user|users|access|proper|correct|right|required|requires?|necessary|needed|missing|sufficient|enough|appropriate|following|valid|specific|additional|such|which|level|claim|claims|from|with|by|does|not|has|have|one|some|more|other|admin_only|denied|error|permissions?|roles?|groups?|scopes?)$/i;

function demandIn(text: string, at: Pointer): Demand | undefined {
  for (const { words, kind } of PATTERNS) {
    const match = words.exec(text);
    if (!match) continue;
    const values = namesIn(match.groups?.['name'] ?? '').filter((name) => !NO_NAME.test(name));
    const [first, ...rest] = values;
    if (first === undefined) continue;
    return {
      kind: kind ?? kindOf(match.groups?.['kind'] ?? ''),
      values: [first, ...rest],
      anyOf: /one of|any of|any_?of/i.test(
        text.slice(Math.max(0, match.index - 40), match.index + match[0].length),
      ),
      at,
      mark: match[0],
    };
  }
  return undefined;
}

function namesIn(text: string): string[] {
  return text
    .replace(/resource \\?"/i, '')
    .replace(/[[\]"'\\]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, 10);
}

function kindOf(word: string): Grant['kind'] {
  const name = word.toLowerCase();
  if (name === 'role' || name === 'group' || name === 'scope') return name;
  return 'permission';
}

/** `ROLE_ADMIN` and `admin` are one: Spring Security adds the beginning. */
export function isHeld(value: string, grants: readonly Grant[]): boolean {
  const wanted = plain(value);
  return grants.some((grant) => plain(grant.value) === wanted);
}

function plain(value: string): string {
  return value.replace(/^role_/i, '').toLowerCase();
}
