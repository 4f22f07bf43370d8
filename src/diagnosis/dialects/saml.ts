import type { Dialect } from './dialect.ts';

/** What service providers and identity providers of SAML write when they refuse an assertion or a request. */
export const saml: readonly Dialect[] = [
  // Identity providers, about a request.
  {
    meaning: 'saml-recipient',
    words: /MSIS3200\b|No AssertionConsumerService is configured on the relying party trust/,
    vendor: 'AD FS',
  },
  { meaning: 'saml-status', words: /MSIS(?:7001|7007|7012|7065)\b/, vendor: 'AD FS' },
  {
    meaning: 'saml-status',
    words: /AADSTS(?:75005|75011|7500514|7500525|7500529|75003|75001)\b/,
    vendor: 'Microsoft Entra',
  },

  // Time: SAML core §2.5.1.2.
  {
    meaning: 'expired',
    words: /SAML assertion expired|clocks skewed too much/,
    vendor: 'node-saml',
  },
  { meaning: 'not-yet-valid', words: /SAML assertion not yet valid/, vendor: 'node-saml' },
  {
    meaning: 'expired',
    words:
      /Could not validate timestamp: expired|Timing issues \(please check your clock settings\)|on or after NotOnOrAfter condition/,
    vendor: 'OneLogin',
  },
  {
    meaning: 'not-yet-valid',
    words: /Could not validate timestamp: not yet valid|earlier than NotBefore condition/,
    vendor: 'OneLogin',
  },
  {
    meaning: 'expired',
    words: /Message expired, was issued too long ago|Assertion is no longer valid/,
    vendor: 'Shibboleth',
  },
  { meaning: 'not-yet-valid', words: /Assertion is not yet valid/, vendor: 'Shibboleth' },
  {
    meaning: 'expired',
    words: /Authentication statement is too old to be used|Response issue time is either too old/,
    vendor: 'Spring Security',
  },
  { meaning: 'expired', words: /Received an assertion that has expired/, vendor: 'SimpleSAMLphp' },
  {
    meaning: 'not-yet-valid',
    words: /Received an assertion that is valid in the future/,
    vendor: 'SimpleSAMLphp',
  },
  { meaning: 'expired', words: /assertion (?:has |is |was )?(?:already )?expired|NotOnOrAfter/i },
  { meaning: 'not-yet-valid', words: /assertion (?:is )?not (?:yet )?valid (?:yet|before)|\bNotBefore\b/ },

  // Audience: SAML core §2.5.1.4.
  {
    meaning: 'audience',
    words: /SAML assertion audience mismatch|SAML assertion has no AudienceRestriction/,
    vendor: 'node-saml',
  },
  {
    meaning: 'audience',
    words:
      /not (?:a valid|the intended) audience (?:for|of) th(?:e|is) (?:response|assertion)|Invalid Audiences?\b/i,
  },
  { meaning: 'audience', words: /unacceptable AudienceRestriction/, vendor: 'Shibboleth' },
  { meaning: 'audience', words: /Condition '[^'\n]{0,120}AudienceRestriction/, vendor: 'Spring Security' },

  // Recipient and Destination: SAML profiles §4.1.4.2, SAML bindings §3.5.5.2.
  {
    meaning: 'saml-recipient',
    words: /The response was received at \S{1,300} instead of/,
    vendor: 'OneLogin',
  },
  {
    meaning: 'saml-recipient',
    words:
      /delivered with \w{1,20} to incorrect server URL|bearer confirmation failed with recipient mismatch/,
    vendor: 'Shibboleth',
  },
  {
    meaning: 'saml-recipient',
    words: /Intended destination \S{1,300} doesn't match|Invalid destination \[/,
    vendor: 'Spring Security',
  },
  {
    meaning: 'saml-recipient',
    words:
      /(?:Recipient in SubjectConfirmationData|Destination in response) does(?:n't| not) match the current URL/,
    vendor: 'SimpleSAMLphp',
  },
  {
    meaning: 'saml-recipient',
    words:
      /(?:recipient|destination)[^.\n]{0,60}?(?:mismatch|does(?: not|n't) match)|(?:recipient|destination) in the SAML (?:response|assertion)|invalid_destination/i,
  },

  // InResponseTo: SAML profiles §4.1.4.3.
  {
    meaning: 'in-response-to',
    words: /InResponseTo is (?:not valid|missing from response)|InResponseTo does not match/,
    vendor: 'node-saml',
  },
  { meaning: 'in-response-to', words: /InResponseTo of the Response: \S/, vendor: 'OneLogin' },
  {
    meaning: 'in-response-to',
    words: /InResponseToField of the Response doesn't correspond|The InResponseTo attribute \[/,
    vendor: 'Spring Security',
  },
  {
    meaning: 'in-response-to',
    words:
      /InResponseTo\b|unsolicited (?:saml )?(?:response|assertion)|saml (?:response|assertion)[^.\n]{0,20}?replay/i,
  },

  // Signature and certificate: SAML core §5.
  {
    meaning: 'signature',
    words:
      /Message was signed, but signature could not be verified|Unable to establish security of incoming assertion/,
    vendor: 'Shibboleth',
  },
  { meaning: 'signature', words: /Invalid signature for object \[/, vendor: 'Spring Security' },
  {
    meaning: 'signature',
    words:
      /Signature validation failed\. SAML Response rejected|Invalid Signature on SAML Response|Fingerprint mismatch|Unable to validate Signature/,
    vendor: 'OneLogin',
  },
  {
    meaning: 'signature',
    words: /Invalid document signature|Invalid signature: multiple assertions/,
    vendor: 'node-saml',
  },

  // Status: SAML core §3.2.2.
  { meaning: 'saml-status', words: /SAML provider returned \w{1,40} error/, vendor: 'node-saml' },
  { meaning: 'saml-status', words: /The status code of the Response was not Success/, vendor: 'OneLogin' },
  { meaning: 'saml-status', words: /SAML response reported an IdP error/, vendor: 'Shibboleth' },
  {
    meaning: 'saml-status',
    words: /Response has invalid status code|Invalid status \[[^\]\n]{1,200}\] for SAML response/,
    vendor: 'Spring Security',
  },
  { meaning: 'issuer', words: /Unknown SAML issuer/, vendor: 'node-saml' },
  { meaning: 'issuer', words: /Unable to locate metadata for identity provider/, vendor: 'Shibboleth' },
  {
    meaning: 'issuer',
    words: /Invalid issuer \[[^\]\n]{1,200}\] for SAML response/,
    vendor: 'Spring Security',
  },
  { meaning: 'saml-status', words: /urn:oasis:names:tc:SAML:2\.0:status:(?!Success)\w{1,40}/ },
];
