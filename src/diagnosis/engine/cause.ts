import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import type { Facts } from '../facts/facts.ts';

/** One cause: one reason why a request is refused, how to recognise it, who fixes it. */
export interface Cause {
  /** Kebab case, equal to the file's basename. Public: never renamed, never reused. */
  readonly code: string;
  readonly group: CauseGroup;
  /** The answer in a few words, without particulars: heads a group of failures. */
  readonly title: string;
  readonly fixIn: FixParty;
  readonly step: StepId;
  /** What browsers and servers call the same thing; searched by the filter, printed in reports. */
  readonly aliases: readonly string[];
  readonly specs: readonly SpecLink[];
  /** The Markdown file beside the rule: what happened, why, the fix for each party, how to check it. */
  readonly words: string;
  /**
   * Codes that are consequences of this one, or its less specific names: where both are found, this one leads.
   */
  readonly explains: readonly string[];
  /** It says little more than that the request was refused: left out wherever another cause leads. */
  readonly lastResort?: true;
  /** It tells how the refusal came, not why: any cause that tells why leads over it. */
  readonly manner?: true;
  /** Where it is only possible it is advice beside another answer: it does not say why the request was refused. */
  readonly advice?: true;
  /** Pure: the same failing exchange and facts give the same verdict. */
  decide(failing: Exchange, facts: Facts): Verdict;
}

export type CauseGroup = 'credential' | 'token' | 'permission' | 'cors' | 'cookies' | 'oauth' | 'between';

export type FixParty = 'client' | 'api' | 'idp' | 'edge' | 'browser';

export type StepId =
  | 'capture'
  | 'environment'
  | 'challenge'
  | 'credential'
  | 'token'
  | 'keys'
  | 'session'
  | 'cors'
  | 'permission'
  | 'oauth'
  | 'edge'
  | 'limits'
  | 'retest';

export interface SpecLink {
  readonly name: string;
  readonly url: string;
}

/** `undefined`: not this cause's business at all. */
export type Verdict = Found | RuledOut | CannotTell | undefined;

export interface Found {
  readonly kind: 'found';
  readonly confidence: Confidence;
  /** The headline: the answer with its particulars. */
  readonly title: string;
  /** The second line of the list's row. */
  readonly line: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Where the particulars put the fix elsewhere than the cause's usual party. */
  readonly fixIn?: FixParty;
}

export interface RuledOut {
  readonly kind: 'ruled-out';
  readonly because: string;
}

export interface CannotTell {
  readonly kind: 'cannot-tell';
  /** What is missing, and what would settle it. */
  readonly because: string;
}

/**
 * certain:  what was seen excludes every other explanation.
 * likely:   the best explanation; another is possible.
 * possible: worth a check.
 */
export type Confidence = 'certain' | 'likely' | 'possible';

/** A pointer, not a copy: the panel highlights it where it stands, redaction happens in one place. */
export interface Evidence {
  /** What the reader looks at: `Claim exp`, `Server Date`, `Challenge`. */
  readonly label: string;
  readonly at: Pointer;
  /** The words inside the pointed-at text that decide; highlighted. */
  readonly mark?: string;
  /** What follows from it, in our words. Never holds a secret. */
  readonly note?: string;
}

/** A place in an exchange. `absent` says that nothing stands there, and that this is the point. */
export type Pointer =
  | {
      readonly part: 'status' | 'failure' | 'url' | 'method' | 'initiator' | 'time';
      readonly exchangeId: ExchangeId;
    }
  | {
      readonly part: 'request-header' | 'response-header';
      readonly exchangeId: ExchangeId;
      readonly name: string;
      readonly absent?: true;
    }
  | {
      /** A claim, or with `header` a JOSE header parameter, of the token that the exchange sent. */
      readonly part: 'claim' | 'token-header';
      readonly exchangeId: ExchangeId;
      readonly name: string;
      readonly absent?: true;
    }
  | { readonly part: 'request-body' | 'response-body'; readonly exchangeId: ExchangeId }
  | { readonly part: 'query'; readonly exchangeId: ExchangeId; readonly name: string; readonly absent?: true }
  | {
      /** A cookie by name: set by a response, or held in the jar for this request's host. */
      readonly part: 'set-cookie' | 'jar-cookie';
      readonly exchangeId: ExchangeId;
      readonly name: string;
    };
