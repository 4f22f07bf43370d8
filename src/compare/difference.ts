import type { Evidence } from '../diagnosis/engine/cause.ts';
import type { Failure } from '../diagnosis/engine/diagnosis.ts';
import type { Facts } from '../diagnosis/facts/facts.ts';
import type { Exchange, ExchangeId } from '../exchange/exchange.ts';

/** One request with the facts of the capture it stands in. */
export interface Party {
  readonly exchange: Exchange;
  readonly facts: Facts;
}

/** One that fails, with its diagnosis where there is one: its lead tells which difference matters most. */
export interface FailingParty extends Party {
  readonly failure?: Failure;
}

/** What differs, by the part it plays on the way of a request. Plain JSON. */
export type Difference = Particulars & {
  /** What is compared, in few words: `Claim aud`, `Cookie sid: SameSite`. */
  readonly label: string;
  readonly good: Side;
  readonly bad: Side;
  /** It differs as the two environments do, and in nothing else: `localhost:3000` against `app.example`. */
  readonly asEnvironments?: true;
};

/** What stands on one side. */
export interface Side {
  /** A form (`missing`, `expired by then`), or a value that is no secret; from the network, not redacted. */
  readonly text: string;
  /** Where it stands; empty where nothing can be pointed at. */
  readonly evidence: readonly Evidence[];
}

/** What a list has more and less where it fails. */
export interface Lists {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Particulars =
  | { readonly role: 'environment'; readonly what: 'scheme' | 'host' | 'base-path' | 'page' | 'site' }
  | {
      readonly role: 'request';
      readonly what: 'path' | 'method' | 'query' | 'body' | 'parameter';
      /** Of the parameter. */
      readonly name?: string;
      readonly lists?: Lists;
    }
  | {
      readonly role: 'credential';
      readonly what: 'kind' | 'scheme' | 'form' | 'token-kind' | 'token' | 'proof' | 'signature';
    }
  | {
      readonly role: 'cookie';
      readonly what: 'sent' | 'attribute' | 'stored' | 'prefix';
      readonly name: string;
      readonly attribute?: CookieAttribute;
    }
  | {
      readonly role: 'cors';
      readonly what:
        | 'preflight'
        | 'preflight-status'
        | 'asked-method'
        | 'asked-headers'
        | 'origin'
        | 'credentials'
        | 'allow-origin'
        | 'allow-credentials'
        | 'allow-methods'
        | 'allow-headers';
      /** Of the preflight's answer, or of the answer to the request itself. */
      readonly of: 'preflight' | 'request';
      readonly lists?: Lists;
    }
  | { readonly role: 'header'; readonly name: string; readonly lists?: Lists }
  | { readonly role: 'server'; readonly what: 'answered-by' | 'on-the-way' | 'software' | 'cache' }
  | {
      readonly role: 'claim';
      readonly name: string;
      /** `life`: whether exp and nbf held at that moment. */
      readonly what: 'value' | 'life';
      readonly lists?: Lists;
    }
  | { readonly role: 'token-header'; readonly name: string }
  | {
      readonly role: 'redirect';
      /** The first is 1. */
      readonly hop: number;
    }
  | { readonly role: 'outcome'; readonly what: 'outcome' | 'status' | 'said' };

export type CookieAttribute =
  | 'Domain'
  | 'Path'
  | 'SameSite'
  | 'Secure'
  | 'HttpOnly'
  | 'Partitioned'
  | 'lifetime';

export type Role = Difference['role'];

/** Two requests beside each other, and the differences, what most likely decides first. */
export interface Comparison {
  readonly good: ExchangeId;
  readonly bad: ExchangeId;
  /** The code that leads where it fails. */
  readonly cause?: string;
  /** The counterpart fails as well, for another reason: none that passed is there. */
  readonly counterpartFails?: true;
  /** Empty where nothing recorded differs. */
  readonly differences: readonly Difference[];
}

export function sideOf(text: string, ...evidence: readonly (Evidence | undefined)[]): Side {
  return { text: cut(text), evidence: evidence.filter((each) => each !== undefined) };
}

const SHOW_AT_MOST = 160;

function cut(text: string): string {
  return text.length > SHOW_AT_MOST ? `${text.slice(0, SHOW_AT_MOST)}…` : text;
}

/** More than this nobody reads, and none of it is evidence. */
const MOST_ITEMS = 60;

export function listsOf(good: readonly string[], bad: readonly string[]): Lists | undefined {
  const [before, after] = [new Set(good.slice(0, MOST_ITEMS)), new Set(bad.slice(0, MOST_ITEMS))];
  const removed = [...before].filter((item) => !after.has(item));
  const added = [...after].filter((item) => !before.has(item));
  return removed.length === 0 && added.length === 0 ? undefined : { added, removed };
}

export function shown(list: readonly string[]): string {
  return list.length === 0 ? '(none)' : list.slice(0, MOST_ITEMS).join(', ');
}
