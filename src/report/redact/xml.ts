import { decodeSaml, deflateSaml } from '../../protocol/saml/binding.ts';
import type { Cleaner } from './cleaner.ts';
import { decodeBase64Text, encodeBase64, encodeBytes } from './codecs.ts';
import { cleanSecret } from './tokens.ts';

const PERSONAL_ELEMENTS = /^(?:NameID|NameIdentifier|BaseID|AttributeValue|SubjectName|X509SubjectName)$/;
const SECRET_ELEMENTS =
  /^(?:SignatureValue|DigestValue|X509Certificate|CipherValue|Artifact|BinarySecret|Password|SessionIndex|Nonce)$/;
/** Values of attributes with these names decide about permission. */
const DECIDING_ATTRIBUTE = /role|group|permission|scope/i;

const ELEMENT = /<((?:[\w.-]+:)?([\w.-]+))((?:\s[^<>]*)?)>([^<>]*)<\//g;
const RANDOM_ATTRIBUTES = /\b(ID|InResponseTo|SessionIndex|AssertionID|ResponseID|URI)="(#?)([^"]{8,})"/g;

/** XML, SAML above all: names, times, audiences and states stay; people, signatures and certificates go. */
export function cleanXml(cleaner: Cleaner, xml: string): string {
  let attribute = '';
  return xml
    .replace(
      ELEMENT,
      (whole: string, _tag: string, local: string, _rest: string, text: string, at: number) => {
        attribute = local === 'AttributeValue' ? attributeBefore(xml, at) : '';
        const cleaned = cleanElement(cleaner, local, text, attribute);
        return cleaned === text ? whole : `${whole.slice(0, whole.length - text.length - 2)}${cleaned}</`;
      },
    )
    .replace(RANDOM_ATTRIBUTES, (_, name: string, hash: string, value: string) =>
      /^https?:/.test(value)
        ? `${name}="${hash}${value}"`
        : `${name}="${hash}${cleaner.replace(value, 'secret')}"`,
    )
    .replace(
      /\bAddress="([^"]+)"/g,
      (_, address: string) => `Address="${cleaner.replace(address, 'IP address')}"`,
    );
}

/** The name of the Attribute element that a value stands in: looked for shortly before it. */
function attributeBefore(xml: string, at: number): string {
  const before = xml.slice(Math.max(0, at - 600), at);
  return /Name="([^"]*)"[^<]*>/.exec(before.slice(before.lastIndexOf('Attribute ')))?.[1] ?? '';
}

function cleanElement(cleaner: Cleaner, local: string, text: string, attribute: string): string {
  const value = text.trim();
  if (value === '') return text;
  if (local === 'Password') return text.replace(value, () => cleaner.replace(value, 'password'));
  if (SECRET_ELEMENTS.test(local)) return text.replace(value, () => cleanSecret(cleaner, value));
  if (!PERSONAL_ELEMENTS.test(local) || DECIDING_ATTRIBUTE.test(attribute)) return text;
  return text.replace(value, () =>
    cleaner.replace(value, value.includes('@') ? 'e-mail address' : 'personal data'),
  );
}

/** SAMLRequest or SAMLResponse: base64 of XML, or of its DEFLATE in the redirect binding. */
export function cleanSamlText(cleaner: Cleaner, value: string): string {
  const compact = value.replace(/\s+/g, '');
  const plain = decodeBase64Text(compact);
  if (plain?.trimStart().startsWith('<')) {
    const result = encodeBase64(cleanXml(cleaner, plain), compact);
    cleaner.remember(value, result, 'token');
    return result;
  }
  const xml = decodeSaml(value);
  if (xml === undefined) return cleanSecret(cleaner, value);
  const result = encodeBytes(deflateSaml(cleanXml(cleaner, xml)));
  cleaner.remember(value, result, 'token');
  return result;
}
