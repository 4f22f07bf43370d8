import type { Exchange } from '../../../exchange/exchange.ts';
import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Meaning } from '../../dialects/index.ts';
import { oauthErrors } from '../../dialects/oauth-errors.ts';
import type { Cause, FixParty, Verdict } from '../../engine/cause.ts';
import { present, status } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { textOfBody } from '../../facts/page-words.ts';
import { samlEvidence, samlWord } from '../../facts/saml.ts';
import { pageText, wordsIn } from '../../facts/server-words.ts';
import { samlCore, samlProfiles } from '../specs.ts';
import { notTaken, pageEvidence } from './saml.ts';
import words from './saml-status.md?raw';

export const samlStatus: Cause = {
  code: 'saml-status',
  group: 'oauth',
  title: 'The SAML sign-in was not confirmed',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'urn:oasis:names:tc:SAML:2.0:status:Responder',
    'urn:oasis:names:tc:SAML:2.0:status:Requester',
    'AuthnFailed',
    'RequestDenied',
    'InvalidNameIDPolicy',
    'Invalid signature',
    'Signature validation failed. SAML Response rejected',
    'The status code of the Response was not Success',
    'AADSTS75011',
  ],
  specs: [samlCore, samlProfiles],
  words,
  explains: ['authorization-missing', 'signature-invalid', 'key-not-found'],
  decide(failing, facts): Verdict {
    const refusal = facts.samlRefusal(failing);
    switch (refusal?.by) {
      case 'status':
        return notSuccess(failing, refusal.response, facts);
      case 'identity-provider':
        return requestRefused(failing, refusal.scripted);
      case 'service-provider':
        return notBelieved(failing, facts);
      default:
        return undefined;
    }
  },
};

/** SAML core §3.2.2.2. */
function notSuccess(failing: Exchange, response: SamlResponse, facts: Facts): Verdict {
  const codes = response.status.slice(0, 4).map((code) => code.slice(0, 60));
  const message = response.statusMessage;
  return {
    kind: 'found',
    confidence: 'certain',
    title: `The identity provider answered ${codes.join(' / ')}${message === undefined ? '' : `: ${quote(message, 140)}`}`,
    line: REASONS.get(codes.at(-1) ?? '') ?? 'There is no assertion in its answer, only this status',
    evidence: [
      samlEvidence(failing, facts, 'StatusCode', codes.join(' / ')),
      ...(failing.response ? [status(failing)] : []),
    ],
  };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['AuthnFailed', 'The person could not be signed in there'],
  ['RequestDenied', 'It understood the request and will not serve it'],
  ['InvalidNameIDPolicy', 'It cannot give the kind of name that the application asked for'],
  ['NoAuthnContext', 'It cannot sign people in the way that the application asked for'],
  ['RequestUnsupported', 'It does not support what the application asked for'],
  ['UnknownPrincipal', 'It does not know this person'],
  ['Requester', 'It finds fault with the application’s request'],
  ['VersionMismatch', 'It does not speak this version of SAML'],
]);

/** What an identity provider can mean on a page instead of an answer. */
const ON_PAGE: ReadonlySet<Meaning> = new Set<Meaning>([
  'saml-status',
  'client',
  'client-not-allowed',
  'sign-in-denied',
  'interaction-needed',
  'consent-needed',
  'signature',
  'issuer',
]);

function requestRefused(failing: Exchange, scripted: string | undefined): Verdict {
  const word = scripted === undefined ? samlWord(failing) : wordsIn(scripted, oauthErrors);
  // The address is the matter of saml-recipient-mismatch.
  if (word?.meaning === 'saml-recipient' || word?.meaning === 'redirect-uri') return undefined;
  const told = word && ON_PAGE.has(word.meaning) ? word : undefined;
  if (!told && scripted === undefined)
    return failing.response?.body
      ? undefined
      : {
          kind: 'cannot-tell',
          because: 'The identity provider’s page was not recorded: open DevTools before the sign-in',
        };
  return {
    kind: 'found',
    confidence: scripted !== undefined || told?.vendor !== undefined ? 'certain' : 'likely',
    title: `${shownHost(failing)} does not serve the SAML request: ${quote(scripted ?? told?.mark ?? '', 140)}`,
    line: 'It showed a page instead of sending the browser back',
    evidence: present(pageEvidence(failing, scripted, told), status(failing)),
  };
}

/** More than a mention. */
const PLAIN =
  /invalid (?:document )?signature|signature (?:is )?(?:invalid|not valid)|signature (?:validation|verification) failed|(?:certificate|fingerprint) mismatch/i;

/** The application does not trust the answer: its signature, certificate or sender; or it reports the status itself. */
function notBelieved(failing: Exchange, facts: Facts): Verdict {
  const refused = notTaken(
    failing,
    facts,
    'signature',
    'key-not-found',
    'algorithm',
    'issuer',
    'saml-status',
  );
  const word = refused?.word;
  if (!word) return undefined;
  const host = shownHost(failing);
  const said = pageText(textOfBody(failing));
  const isPlain = word.vendor !== undefined || PLAIN.test(said);
  return {
    kind: 'found',
    confidence: isPlain ? 'certain' : 'likely',
    title:
      word.meaning === 'issuer'
        ? `${host} does not know the identity provider that answered`
        : word.meaning === 'saml-status'
          ? `${host} was told by the identity provider that the sign-in failed`
          : `${host} does not accept the signature of the SAML response`,
    line: `It says ${quote(PLAIN.exec(said)?.[0] ?? word.mark, 120)}`,
    evidence: present(pageEvidence(failing, undefined, word), status(failing)),
    // The old certificate is kept there.
    ...(word.meaning !== 'saml-status' && { fixIn: 'api' satisfies FixParty }),
  };
}
