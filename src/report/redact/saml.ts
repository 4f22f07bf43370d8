import { decodeSaml, deflateSaml } from '../../protocol/saml/binding.ts';
import type { Cleaner } from './cleaner.ts';
import { decodeBase64Text, encodeBase64, encodeBytes } from './codecs.ts';
import { cleanMarkup } from './markup.ts';
import { cleanSecret } from './tokens.ts';

/** SAMLRequest or SAMLResponse: base64 of XML, or of its DEFLATE in the redirect binding. */
export function cleanSamlText(cleaner: Cleaner, value: string): string {
  const compact = value.replace(/\s+/g, '');
  const plain = decodeBase64Text(compact);
  if (plain?.trimStart().startsWith('<')) {
    const result = encodeBase64(cleanMarkup(cleaner, plain), compact);
    cleaner.remember(value, result, 'token');
    return result;
  }
  const xml = decodeSaml(value);
  if (xml === undefined) return cleanSecret(cleaner, value);
  const result = encodeBytes(deflateSaml(cleanMarkup(cleaner, xml)));
  cleaner.remember(value, result, 'token');
  return result;
}
