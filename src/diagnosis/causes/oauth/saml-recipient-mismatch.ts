import { withoutQuery } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import { oauthErrors } from '../../dialects/oauth-errors.ts';
import type { Cause, Confidence, FixParty, Verdict } from '../../engine/cause.ts';
import { present, url } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { samlEvidence, samlWord } from '../../facts/saml.ts';
import { wordsIn } from '../../facts/server-words.ts';
import { samlBindings, samlProfiles } from '../specs.ts';
import { notTaken, pageEvidence, refusalEvidence } from './saml.ts';
import words from './saml-recipient-mismatch.md?raw';

export const samlRecipientMismatch: Cause = {
  code: 'saml-recipient-mismatch',
  group: 'oauth',
  title: 'The SAML response is made out to another address',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'Recipient',
    'Destination',
    'The response was received at … instead of …',
    'AssertionConsumerServiceURL',
    'incorrect server URL',
    'invalid_destination',
    'AADSTS50011 (SAML)',
    'MSIS3200',
  ],
  specs: [samlProfiles, samlBindings],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const refused = notTaken(failing, facts, 'saml-recipient');
    if (!refused) return unknownAddress(failing, facts);
    const { response, word } = refused;
    const address = withoutQuery(failing.request.url);
    const other = otherAddress(response, address);
    if (!word && !other) return undefined;
    const confidence: Confidence = word
      ? 'certain'
      : other?.attribute === 'Recipient'
        ? 'likely'
        : 'possible';
    return {
      kind: 'found',
      confidence,
      title: other
        ? `The response is made out to ${quote(other.value, 120)}, and went to ${quote(address, 120)}`
        : `${shownHost(failing)} takes its own address for another than the browser used`,
      line: other
        ? `${other.attribute} is not the address that received it`
        : 'The response names the address that the browser used: a proxy before the application hides it',
      evidence: present(
        url(failing, { label: 'Received at' }),
        other && samlEvidence(failing, facts, other.attribute, other.value.slice(0, 120)),
        refusalEvidence(failing, word),
      ),
      ...(!other && response.assertions.length > 0 && { fixIn: 'edge' satisfies FixParty }),
    };
  },
};

/** SAML profiles §4.1.4.2: one confirmation must name the address that received it; Destination, where given, too. */
function otherAddress(
  { assertions, destination }: SamlResponse,
  address: string,
): { readonly attribute: 'Recipient' | 'Destination'; readonly value: string } | undefined {
  const recipients = assertions
    .flatMap(({ confirmations }) => confirmations.map(({ recipient }) => recipient))
    .filter((recipient) => recipient !== undefined);
  const [first] = recipients;
  if (first !== undefined && !recipients.some((recipient) => isSame(recipient, address)))
    return { attribute: 'Recipient', value: first };
  if (destination !== undefined && !isSame(destination, address))
    return { attribute: 'Destination', value: destination };
  return undefined;
}

function isSame(named: string, address: string): boolean {
  return withoutQuery(named) === address;
}

/** The identity provider does not know the address that the request names. */
function unknownAddress(failing: Exchange, facts: Facts): Verdict {
  const refusal = facts.samlRefusal(failing);
  if (refusal?.by !== 'identity-provider') return undefined;
  const word = refusal.scripted === undefined ? samlWord(failing) : wordsIn(refusal.scripted, oauthErrors);
  const meaning = word?.meaning;
  if (meaning !== 'saml-recipient' && meaning !== 'redirect-uri') return undefined;
  const { acsUrl } = refusal.request;
  return {
    kind: 'found',
    confidence: 'certain',
    title: `${shownHost(failing)} does not have ${acsUrl === undefined ? 'the address' : quote(acsUrl, 120)} registered for this application`,
    line: 'The request’s AssertionConsumerServiceURL must be one of the registered reply addresses',
    evidence: present(
      pageEvidence(failing, refusal.scripted, word),
      acsUrl !== undefined &&
        samlEvidence(failing, facts, 'AssertionConsumerServiceURL', acsUrl.slice(0, 120)),
    ),
  };
}
