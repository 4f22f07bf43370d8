import { deflateSync, strToU8 } from 'fflate';
import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

export const ACS = 'https://app.test/acs';
export const ENTITY = 'https://app.test/sp';

interface Written {
  readonly id?: string;
  /** Empty: the identity provider began. */
  readonly inResponseTo?: string;
  readonly destination?: string;
  readonly status?: readonly string[];
  readonly statusMessage?: string;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly audience?: string;
  readonly recipient?: string;
  readonly encrypted?: boolean;
}

/** A response as `samlp` writes it, without signature and attributes; times in milliseconds. */
export function responseXml(written: Written = {}): string {
  const { status = ['Success'], inResponseTo = '_0a31b6b72bc20f63c66e', destination = ACS } = written;
  const answers = inResponseTo === '' ? '' : ` InResponseTo="${inResponseTo}"`;
  const codes = status.reduceRight(
    (inner, code) =>
      `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}">${inner}</samlp:StatusCode>`,
    '',
  );
  const message =
    written.statusMessage === undefined
      ? ''
      : `<samlp:StatusMessage>${written.statusMessage}</samlp:StatusMessage>`;
  const assertion = written.encrypted
    ? '<saml:EncryptedAssertion/>'
    : status[0] === 'Success'
      ? assertionXml(written, answers)
      : '';
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${written.id ?? '_b0bd7ed2dd3b3195e6d8'}"${answers} Version="2.0" Destination="${destination}"><saml:Issuer>https://idp.test/saml</saml:Issuer><samlp:Status>${codes}${message}</samlp:Status>${assertion}</samlp:Response>`;
}

function assertionXml(written: Written, answers: string): string {
  const from = new Date(written.notBefore ?? NOON - 1_000).toISOString();
  const until = new Date(written.notOnOrAfter ?? NOON + 3_600_000).toISOString();
  return `<saml:Assertion Version="2.0" ID="_hQDGAxkk4fKl02toNAeolyrQWyN3yvmi"><saml:Issuer>https://idp.test/saml</saml:Issuer><saml:Subject><saml:NameID>mia</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${written.recipient ?? ACS}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${from}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${written.audience ?? ENTITY}</saml:Audience></saml:AudienceRestriction></saml:Conditions></saml:Assertion>`;
}

/** The browser posts the answer to the application, which refuses it as node-saml does in production. */
export function posts(xml: string, overrides: Overrides = {}): Exchange {
  return exchange({
    kind: 'navigation',
    method: 'POST',
    url: ACS,
    status: 500,
    requestBody: `SAMLResponse=${encodeURIComponent(btoa(xml))}`,
    responseBody:
      '<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Internal Server Error</pre>\n</body>\n</html>\n',
    ...overrides,
    requestHeaders: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://idp.test',
      ...overrides.requestHeaders,
    },
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', ...overrides.responseHeaders },
  });
}

/** How Express shows an error outside production. */
export function says(message: string): Overrides {
  return {
    responseBody: `<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Error: ${message}<br> &nbsp; &nbsp;at SAML.validatePostResponseAsync (saml.js:541:31)</pre>\n</body>\n</html>\n`,
  };
}

/** The application sends the browser to the identity provider (HTTP Redirect binding), which answers as said. */
export function sendsToSignIn(overrides: Overrides = {}, acs = ACS): Exchange {
  const xml = `<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_0a31b6b72bc20f63c66e" Version="2.0" Destination="https://idp.test/saml" AssertionConsumerServiceURL="${acs}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${ENTITY}</saml:Issuer></samlp:AuthnRequest>`;
  const deflated = btoa(String.fromCharCode(...deflateSync(strToU8(xml))));
  return exchange({
    id: 'asks',
    kind: 'navigation',
    startedAt: NOON - 2_000,
    url: `https://idp.test/saml?SAMLRequest=${encodeURIComponent(deflated)}`,
    ...(overrides.blindSpots === undefined && { responseBody: '<!doctype html><title>Sign in</title>' }),
    ...overrides,
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', ...overrides.responseHeaders },
  });
}
