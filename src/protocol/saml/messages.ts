import { childOf, childrenOf, readXml, textOf, type XmlElement } from './xml.ts';

/** What decides in the messages of web browser SSO (SAML core §2, §3; profiles §4.1). Nothing here verifies them. */

/** SAML core §3.4.1. */
export interface AuthnRequest {
  readonly id?: string;
  /** Entity id of the service provider. */
  readonly issuer?: string;
  /** Where the answer is to go. */
  readonly acsUrl?: string;
  readonly destination?: string;
  /** The identity provider may show nothing. */
  readonly isPassive: boolean;
}

/** SAML core §3.3.3. */
export interface SamlResponse {
  readonly id?: string;
  /** The AuthnRequest that it answers; absent where the identity provider began. */
  readonly inResponseTo?: string;
  readonly destination?: string;
  readonly issuer?: string;
  /** Last parts of the status codes, from the outermost in: `Responder`, `AuthnFailed`. Empty where none was read. */
  readonly status: readonly string[];
  readonly statusMessage?: string;
  readonly assertions: readonly SamlAssertion[];
  /** An assertion that only the service provider can read. */
  readonly isEncrypted: boolean;
}

/** SAML core §2.3.3 and §2.5.1. Times in milliseconds since the epoch. */
export interface SamlAssertion {
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  /** One list for each AudienceRestriction: the reader must be in all of them. */
  readonly audiences: readonly (readonly string[])[];
  readonly confirmations: readonly SamlConfirmation[];
}

/** SAML core §2.4.1.2. */
export interface SamlConfirmation {
  readonly recipient?: string;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly inResponseTo?: string;
}

export type SamlMessage =
  | { readonly kind: 'request'; readonly request: AuthnRequest }
  | { readonly kind: 'response'; readonly response: SamlResponse };

/** `undefined` for other messages (of sign-out above all) and for what is no XML. */
export function readSaml(xml: string): SamlMessage | undefined {
  const root = readXml(xml);
  if (root?.name === 'AuthnRequest') return { kind: 'request', request: authnRequest(root) };
  if (root?.name === 'Response') return { kind: 'response', response: samlResponse(root) };
  return undefined;
}

function authnRequest(root: XmlElement): AuthnRequest {
  return {
    ...named(root, { id: 'ID', acsUrl: 'AssertionConsumerServiceURL', destination: 'Destination' }),
    ...issuerOf(root),
    isPassive: /^(?:true|1)$/.test(root.attributes.get('IsPassive') ?? ''),
  };
}

function samlResponse(root: XmlElement): SamlResponse {
  const status = childOf(root, 'Status');
  const message = textOf(status, 'StatusMessage');
  return {
    ...named(root, { id: 'ID', inResponseTo: 'InResponseTo', destination: 'Destination' }),
    ...issuerOf(root),
    status: statusCodes(status),
    ...(message !== undefined && { statusMessage: message }),
    assertions: childrenOf(root, 'Assertion').map(assertion),
    isEncrypted: childOf(root, 'EncryptedAssertion') !== undefined,
  };
}

function statusCodes(status: XmlElement | undefined): string[] {
  const codes: string[] = [];
  let code = childOf(status, 'StatusCode');
  while (code) {
    const value = code.attributes.get('Value') ?? '';
    if (value !== '') codes.push(value.slice(value.lastIndexOf(':') + 1));
    code = childOf(code, 'StatusCode');
  }
  return codes;
}

function assertion(element: XmlElement): SamlAssertion {
  const conditions = childOf(element, 'Conditions');
  return {
    ...times(conditions),
    audiences: childrenOf(conditions, 'AudienceRestriction').map((restriction) =>
      childrenOf(restriction, 'Audience').map(({ text }) => text.trim()),
    ),
    confirmations: childrenOf(childOf(element, 'Subject'), 'SubjectConfirmation').flatMap((confirmation) => {
      const data = childOf(confirmation, 'SubjectConfirmationData');
      if (!data) return [];
      return [{ ...times(data), ...named(data, { recipient: 'Recipient', inResponseTo: 'InResponseTo' }) }];
    }),
  };
}

function times(element: XmlElement | undefined): { notBefore?: number; notOnOrAfter?: number } {
  const notBefore = instant(element?.attributes.get('NotBefore'));
  const notOnOrAfter = instant(element?.attributes.get('NotOnOrAfter'));
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(notOnOrAfter !== undefined && { notOnOrAfter }),
  };
}

/** SAML core §1.3.3: times are in UTC, also where they do not say so. */
function instant(text: string | undefined): number | undefined {
  const dateTime = /^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?)(Z|[+-]\d\d:\d\d)?\s*$/.exec(
    text ?? '',
  );
  if (!dateTime) return undefined;
  const time = Date.parse(`${dateTime[1]!.slice(0, 23)}${dateTime[2] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : time;
}

function issuerOf(root: XmlElement): { readonly issuer?: string } {
  const issuer = textOf(root, 'Issuer');
  return issuer === undefined ? {} : { issuer };
}

/** Members by the attribute that holds them; those that are missing or empty are left out. */
function named<Name extends string>(
  { attributes }: XmlElement,
  names: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const [name, attribute] of Object.entries<string>(names)) {
    const value = attributes.get(attribute);
    if (value !== undefined && value !== '') found[name as Name] = value;
  }
  return found;
}
