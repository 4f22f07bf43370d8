import type { SamlResponse } from '../../../protocol/saml/messages.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import { answeredRequest, samlEvidence } from '../../facts/saml.ts';
import { samlCore, samlProfiles } from '../specs.ts';
import { ENCRYPTED, isUnreadable, notTaken, refusalEvidence } from './saml.ts';
import words from './saml-audience-mismatch.md?raw';

export const samlAudienceMismatch: Cause = {
  code: 'saml-audience-mismatch',
  group: 'oauth',
  title: 'The SAML assertion is meant for another service provider',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'SAML assertion audience mismatch',
    'is not a valid audience for this Response',
    'AudienceRestriction',
    'unacceptable AudienceRestriction',
    'Invalid Audiences',
  ],
  specs: [samlCore, samlProfiles],
  words,
  explains: ['authorization-missing', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    const refused = notTaken(failing, facts, 'audience');
    if (!refused) return undefined;
    const { response, word } = refused;
    if (!word && isUnreadable(response)) return { kind: 'cannot-tell', because: ENCRYPTED };
    const reader = answeredRequest(failing, response, facts)?.issuer;
    const missing = reader === undefined ? undefined : restrictionWithout(reader, response);
    if (!word && !missing)
      return reader !== undefined && response.assertions.length > 0
        ? {
            kind: 'ruled-out',
            because: `The assertion is meant for ${quote(reader, 120)}, which asked for it`,
          }
        : undefined;
    const named = missing ?? response.assertions.flatMap(({ audiences }) => audiences).flat();
    const shown = quote(named.join(', '), 120);
    return {
      kind: 'found',
      confidence: word && (missing !== undefined || word.vendor !== undefined) ? 'certain' : 'likely',
      title:
        missing && reader !== undefined
          ? `The assertion is meant for ${shown}, not for ${quote(reader, 120)}`
          : `${shownHost(failing)} is not among those the assertion is meant for`,
      line:
        reader === undefined
          ? `Its audience is ${shown}; the application goes by another name`
          : 'The audience must be the entity id that the application asked under',
      evidence: present(
        samlEvidence(failing, facts, 'Audience', named.join(', ').slice(0, 120) || 'could not be read here'),
        refusalEvidence(failing, word),
      ),
    };
  },
};

/** SAML core §2.5.1.4: the reader must be in every restriction. The audiences of the first that it is not in. */
function restrictionWithout(reader: string, { assertions }: SamlResponse): readonly string[] | undefined {
  return assertions
    .flatMap(({ audiences }) => audiences)
    .find((audiences) => audiences.length > 0 && !audiences.includes(reader));
}
