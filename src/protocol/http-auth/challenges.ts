/** What a server asks for: the challenges of `WWW-Authenticate` and `Proxy-Authenticate` (RFC 9110 §11.6.1). */

export interface Challenge {
  /** Lower case; empty where the server wrote parameters and no scheme. */
  readonly scheme: string;
  readonly schemeAsWritten: string;
  readonly token68?: string;
  /** Names in lower case; of a parameter that stands twice, the first. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Where the header departs from the grammar, in words. It was read all the same. */
  readonly faults: readonly string[];
}

const FAULT = {
  commaMissing: 'a comma is missing',
  commaAfterScheme: 'a comma stands between the scheme and its parameters',
  quoteOpen: 'a quote is not closed',
  afterQuote: 'text follows a closing quote',
  needsQuotes: 'a value needs quotes',
  noValue: 'a parameter has no value',
  twice: 'a parameter stands twice',
  noScheme: 'parameters stand without a scheme',
  afterToken: 'parameters follow a token',
  stray: 'a quote or equals sign stands alone',
  cut: 'the header is too long to be read whole',
} as const;

/** Browsers give up on headers far shorter than this. Characters. */
const READ_AT_MOST = 65_536;
/** More are no question that anybody could answer. */
const CHALLENGES_AT_MOST = 64;

/** Told apart from the words of an unquoted value: `realm=My Site, Bearer` is one, `realm=My Site` is none. */
const KNOWN_SCHEMES: ReadonlySet<string> = new Set([
  'basic',
  'bearer',
  'digest',
  'dpop',
  'gnap',
  'hoba',
  'mutual',
  'negotiate',
  'ntlm',
  'privatetoken',
  'scram-sha-1',
  'scram-sha-256',
  'vapid',
  'aws4-hmac-sha256',
]);

interface Draft {
  readonly schemeAsWritten: string;
  /** What stood last, and so what an unexpected word may belong to. */
  last: 'scheme' | 'token68' | 'quoted' | { readonly unquoted: string };
  token68?: string;
  readonly parameters: Map<string, string>;
  readonly faults: Set<string>;
}

/**
 * Reads every challenge of every header value, in order. Never throws; time is linear in the length.
 * `values`: the values of all headers of that name. Several challenges may share one value.
 */
export function parseChallenges(values: readonly string[]): Challenge[] {
  const drafts: Draft[] = [];
  for (const value of values) readValue(value, drafts);
  return drafts.map(({ schemeAsWritten, token68, parameters, faults }) => ({
    scheme: schemeAsWritten.toLowerCase(),
    schemeAsWritten,
    ...(token68 !== undefined && { token68 }),
    parameters,
    faults: [...faults],
  }));
}

function readValue(value: string, drafts: Draft[]): void {
  const scanner = new Scanner(value.slice(0, READ_AT_MOST));
  let current: Draft | undefined;
  while (true) {
    const gap = scanner.skipGap();
    if (scanner.atEnd() || drafts.length >= CHALLENGES_AT_MOST) break;
    const word = scanner.word();
    if (word === '') {
      current?.faults.add(FAULT.stray);
      scanner.skipStray();
      continue;
    }
    if (scanner.nextIsEquals()) {
      if (current?.last === 'scheme' && !gap.comma && takeToken68(scanner, word, current)) continue;
      current ??= open('', drafts);
      readParameter(scanner, word, gap, current);
      continue;
    }
    current = readWord(scanner, word, gap.comma, current, drafts);
  }
  if (value.length > READ_AT_MOST || !scanner.atEnd()) current?.faults.add(FAULT.cut);
}

function open(schemeAsWritten: string, drafts: Draft[]): Draft {
  const draft: Draft = { schemeAsWritten, last: 'scheme', parameters: new Map(), faults: new Set() };
  if (schemeAsWritten === '') draft.faults.add(FAULT.noScheme);
  drafts.push(draft);
  return draft;
}

/** `NTLM TlRMTVNT…==`: equals signs at the end, and nothing behind them. */
function takeToken68(scanner: Scanner, word: string, draft: Draft): boolean {
  const padding = scanner.paddingBeforeGap();
  if (padding === undefined) return false;
  draft.token68 = word + padding;
  draft.last = 'token68';
  return true;
}

function readParameter(scanner: Scanner, word: string, gap: Gap, draft: Draft): void {
  if (draft.last === 'token68') draft.faults.add(FAULT.afterToken);
  else if (draft.last !== 'scheme' && !gap.comma) draft.faults.add(FAULT.commaMissing);
  else if (draft.last === 'scheme' && gap.comma && !gap.startsWithSpace)
    draft.faults.add(FAULT.commaAfterScheme);
  const { text, quoted, faults } = scanner.parameterValue();
  for (const fault of faults) draft.faults.add(fault);
  const name = word.toLowerCase();
  draft.last = quoted ? 'quoted' : { unquoted: name };
  if (draft.parameters.has(name)) draft.faults.add(FAULT.twice);
  else draft.parameters.set(name, text);
}

/** A word without an equals sign: a scheme, the token of the scheme before it, or more of an unquoted value. */
function readWord(
  scanner: Scanner,
  word: string,
  afterComma: boolean,
  current: Draft | undefined,
  drafts: Draft[],
): Draft {
  if (!current || afterComma) return open(word, drafts);
  if (current.last === 'scheme' && scanner.gapEndsElement()) {
    current.token68 = word;
    current.last = 'token68';
    return current;
  }
  if (typeof current.last === 'object' && !KNOWN_SCHEMES.has(word.toLowerCase())) {
    const name = current.last.unquoted;
    current.parameters.set(name, `${current.parameters.get(name) ?? ''} ${word}`);
    current.faults.add(FAULT.needsQuotes);
    return current;
  }
  const next = open(word, drafts);
  next.faults.add(FAULT.commaMissing);
  return next;
}

interface Gap {
  readonly comma: boolean;
  readonly startsWithSpace: boolean;
}

interface ParameterValue {
  readonly text: string;
  readonly quoted: boolean;
  readonly faults: readonly string[];
}

const SPACE = /\s*/y;
const GAP = /[\s,]*/y;
const WORD = /[^\s,="]+/y;
const UNQUOTED = /[^\s,]*/y;
const PADDING = /=+(?=\s*(?:,|$))/y;
const ELEMENT_END = /\s*(?:,|$)/y;
/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

class Scanner {
  readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Skips blanks and commas: empty list elements are allowed (RFC 9110 §5.6.1). */
  skipGap(): Gap {
    const gap = this.take(GAP);
    return { comma: gap.includes(','), startsWithSpace: !gap.startsWith(',') };
  }

  word(): string {
    return this.take(WORD);
  }

  skipStray(): void {
    if (this.text[this.at] === '"') this.quotedString();
    else this.at++;
  }

  /** Blanks around the equals sign are bad, and must be read (RFC 9110 §11.2). */
  nextIsEquals(): boolean {
    const start = this.at;
    this.take(SPACE);
    if (this.text[this.at] === '=') return true;
    this.at = start;
    return false;
  }

  /** The run of `=` here, if the list element ends behind it. */
  paddingBeforeGap(): string | undefined {
    return this.take(PADDING) || undefined;
  }

  gapEndsElement(): boolean {
    ELEMENT_END.lastIndex = this.at;
    return ELEMENT_END.test(this.text);
  }

  /** From the equals sign to the end of the value. */
  parameterValue(): ParameterValue {
    this.at++;
    this.take(SPACE);
    if (this.text[this.at] === '"') return this.quotedString();
    const text = this.take(UNQUOTED);
    if (text === '') return { text, quoted: false, faults: [FAULT.noValue] };
    return { text, quoted: false, faults: TOKEN.test(text) ? [] : [FAULT.needsQuotes] };
  }

  /** RFC 9110 §5.6.4. */
  private quotedString(): ParameterValue {
    const pieces: string[] = [];
    let from = ++this.at;
    while (this.at < this.text.length) {
      const character = this.text[this.at];
      if (character === '"') {
        pieces.push(this.text.slice(from, this.at));
        this.at++;
        const behind = this.take(UNQUOTED);
        return { text: pieces.join(''), quoted: true, faults: behind === '' ? [] : [FAULT.afterQuote] };
      }
      if (character === '\\' && this.at + 1 < this.text.length) {
        pieces.push(this.text.slice(from, this.at));
        from = this.at + 1;
        this.at++;
      }
      this.at++;
    }
    pieces.push(this.text.slice(from));
    return { text: pieces.join(''), quoted: true, faults: [FAULT.quoteOpen] };
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
