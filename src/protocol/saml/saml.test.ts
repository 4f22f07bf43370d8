import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { decodeSaml } from './binding.ts';
import { readSaml } from './messages.ts';
import { readXml } from './xml.ts';

const REQUEST =
  '<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a1" IsPassive="true" AssertionConsumerServiceURL="https://app.test/acs"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"> https://app.test/sp </saml:Issuer></samlp:AuthnRequest>';

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const deflated = (text: string) => base64(deflateSync(strToU8(text)));

describe('a parameter of SAML', () => {
  it('is base64 of XML in the POST binding', () => {
    expect(decodeSaml(btoa(REQUEST))).toBe(REQUEST);
  });

  it('is base64 of raw DEFLATE in the Redirect binding', () => {
    expect(decodeSaml(deflated(REQUEST))).toBe(REQUEST);
  });

  it('may be broken into lines, or have lost its plus signs to a form', () => {
    expect(decodeSaml(btoa(REQUEST).replace(/.{76}/g, '$&\r\n'))).toBe(REQUEST);
    const withPlus = btoa('<a b="\u00fb\u00ff>>>">');
    expect(withPlus).toContain('+');
    expect(decodeSaml(withPlus.replaceAll('+', ' '))).toBe(decodeSaml(withPlus));
  });

  it.each(['', '%%%', btoa('{"not":"xml"}'), 'eyJhbGciOiJIUzI1NiJ9', 'A'.repeat(5)])(
    'is nothing else: %s',
    (parameter) => expect(decodeSaml(parameter)).toBeUndefined(),
  );

  it.each(['a', 'eyJ', 'AAAA', 'MIIB', '7P8B'])('is given up quickly where it is neither: %s', (unit) => {
    for (const length of [20_000, 40_000, 100_000])
      expectQuick(() => decodeSaml(unit.repeat(length / unit.length)));
  });

  it('does not unfold without bounds', () => {
    const bomb = deflated(`<a>${' '.repeat(30_000_000)}</a>`);
    expectQuick(() => expect(decodeSaml(bomb)).toBeUndefined());
  });
});

describe('XML from the network', () => {
  it('is read by local names, whatever the prefix', () => {
    expect(readXml('<x:a y:b="1"><c>t<![CDATA[<u>]]>&amp;</c><!-- d --></x:a>')).toEqual({
      name: 'a',
      attributes: new Map([['b', '1']]),
      text: '',
      children: [{ name: 'c', attributes: new Map(), children: [], text: 't<u>&' }],
    });
  });

  it('has no document type, and so no entities of its own', () => {
    expect(readXml('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')).toBeUndefined();
    expect(readXml('<a>&b;</a>')?.text).not.toContain('bb');
  });

  it('is read as far as it goes where it was cut off', () => {
    expect(readXml('<a><b/><c d="1')?.children.map(({ name }) => name)).toEqual(['b']);
  });

  it('is no deeper and no longer than a message', () => {
    expect(readXml('<a>'.repeat(100_000))).toBeUndefined();
    expect(readXml(`<a>${'<b/>'.repeat(100_000)}</a>`)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readXml(text);
        readXml(`<a ${text}>${text}</a>`);
        decodeSaml(text);
      }),
    );
  });

  it.each(MEGABYTES)('is quickly done with a megabyte of %s', (_, text) => {
    expectQuick(() => decodeSaml(text));
    expectQuick(() => readXml(text.slice(0, 400_000)));
    expectQuick(() => readXml(`<a b="${text.slice(0, 400_000)}`));
  });
});

describe('a message of SAML', () => {
  it('may be a request', () => {
    expect(readSaml(REQUEST)).toEqual({
      kind: 'request',
      request: { id: '_a1', issuer: 'https://app.test/sp', acsUrl: 'https://app.test/acs', isPassive: true },
    });
  });

  it('may be a response with what decides', () => {
    const xml = `<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" InResponseTo="_a1" Destination="https://app.test/acs">
      <s:Issuer xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.test</s:Issuer>
      <Status><StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></Status>
      <s:Assertion><s:Subject><s:SubjectConfirmation><s:SubjectConfirmationData Recipient="https://app.test/acs" NotOnOrAfter="2026-11-22T12:05:00.1234567Z" InResponseTo="_a1"/></s:SubjectConfirmation></s:Subject>
      <s:Conditions NotBefore="2026-11-22T12:00:00" NotOnOrAfter="2026-11-22T14:05:00+02:00"><s:AudienceRestriction><s:Audience>https://app.test/sp</s:Audience><s:Audience>b</s:Audience></s:AudienceRestriction></s:Conditions></s:Assertion>
    </Response>`;
    expect(readSaml(xml)).toEqual({
      kind: 'response',
      response: {
        id: '_r',
        inResponseTo: '_a1',
        destination: 'https://app.test/acs',
        issuer: 'https://idp.test',
        status: ['Success'],
        isEncrypted: false,
        assertions: [
          {
            notBefore: Date.UTC(2026, 10, 22, 12, 0, 0),
            notOnOrAfter: Date.UTC(2026, 10, 22, 12, 5, 0),
            audiences: [['https://app.test/sp', 'b']],
            confirmations: [
              {
                recipient: 'https://app.test/acs',
                notOnOrAfter: Date.UTC(2026, 10, 22, 12, 5, 0, 123),
                inResponseTo: '_a1',
              },
            ],
          },
        ],
      },
    });
  });

  it('has its status from the outside in', () => {
    const xml =
      '<p:Response xmlns:p="p"><p:Status><p:StatusCode Value="urn:x:status:Responder"><p:StatusCode Value="urn:x:status:AuthnFailed"/></p:StatusCode><p:StatusMessage>no</p:StatusMessage></p:Status><a:EncryptedAssertion xmlns:a="a"/></p:Response>';
    expect(readSaml(xml)).toMatchObject({
      response: { status: ['Responder', 'AuthnFailed'], statusMessage: 'no', isEncrypted: true },
    });
  });

  it.each(['<LogoutResponse/>', '<html/>', '<a'])('is not %s', (xml) =>
    expect(readSaml(xml)).toBeUndefined(),
  );
});
