import type { Exchange } from '../../../exchange/exchange.ts';
import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { answeredRequest, samlEvidence } from '../../facts/saml.ts';
import { samlProfiles } from '../specs.ts';
import { notTaken, refusalEvidence } from './saml.ts';
import words from './saml-in-response-to.md?raw';

export const samlInResponseTo: Cause = {
  code: 'saml-in-response-to',
  group: 'oauth',
  title: 'The SAML response answers no open request',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'InResponseTo',
    'InResponseTo is not valid',
    'InResponseTo is missing from response',
    'InResponseToField of the Response doesn’t correspond to sent message',
    'unsolicited response',
    'IdP-initiated',
    'replay',
  ],
  specs: [samlProfiles],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const refused = notTaken(failing, facts, 'in-response-to');
    if (!refused) return undefined;
    const { response, word } = refused;
    const before = postedBefore(failing, response, facts);
    const confidence = word ? 'certain' : before ? 'likely' : withoutReason(failing, response, facts);
    if (!confidence) return undefined;
    return {
      kind: 'found',
      confidence,
      title: titleOf(failing, response, before, facts),
      line: before
        ? 'An answer is good for one time only; going back or reloading posts it again'
        : `${shownHost(failing)} ${word ? 'has' : 'may have'} no open request that this answers`,
      evidence: present(
        samlEvidence(failing, facts, 'InResponseTo', noteOn(failing, response, facts)),
        before && first(before),
        refusalEvidence(failing, word),
      ),
    };
  },
};

/** What the ids alone suggest, where the application says nothing. */
function withoutReason(
  failing: Exchange,
  response: SamlResponse,
  facts: Facts,
): 'likely' | 'possible' | undefined {
  if (response.inResponseTo === undefined) return 'possible';
  if (answeredRequest(failing, response, facts)) return undefined;
  // The application asked in this recording, and this answers something else.
  const asked = facts
    .authnRequests()
    .some(([{ startedAt }, { acsUrl }]) => startedAt < failing.startedAt && acsUrl === failing.request.url);
  return asked ? 'likely' : undefined;
}

function titleOf(
  failing: Exchange,
  response: SamlResponse,
  before: Exchange | undefined,
  facts: Facts,
): string {
  if (before) return 'The same SAML response was posted a second time';
  if (response.inResponseTo === undefined) return 'The SAML response answers no request of the application';
  return answeredRequest(failing, response, facts)
    ? `${shownHost(failing)} has forgotten the request that the SAML response answers`
    : 'The SAML response answers a request that was not made in this recording';
}

function noteOn(failing: Exchange, response: SamlResponse, facts: Facts): string {
  if (response.inResponseTo === undefined) return 'not given: the identity provider began';
  return answeredRequest(failing, response, facts)
    ? 'names the request of this sign-in'
    : 'names a request that is not in this recording';
}

/** Ids are for one message each (SAML core §1.3.4). */
function postedBefore(failing: Exchange, { id }: SamlResponse, facts: Facts): Exchange | undefined {
  if (id === undefined) return undefined;
  return facts.onApi(failing).find((earlier) => {
    if (earlier.startedAt >= failing.startedAt) return false;
    const message = facts.saml(earlier);
    return message?.kind === 'response' && message.response.id === id;
  });
}

function first(before: Exchange): Evidence | undefined {
  return before.response && status(before, { label: 'The first time' });
}
