import { deflateSync, Inflate, strToU8 } from 'fflate';

/** Characters of a parameter, and of the XML in it: real ones have a tenth. */
const ENCODED_AT_MOST = 400_000;
const XML_AT_MOST = 400_000;
/** Bytes of a deflated message: it has to fit into a URL. */
const DEFLATED_AT_MOST = 32_768;
/** Bytes that are inflated at a time: few enough that no step grows beyond reason. */
const STEP = 1_024;

/**
 * The XML of a `SAMLRequest` or `SAMLResponse` parameter, already percent-decoded: base64 of it (HTTP POST binding,
 * SAML bindings §3.5.4), or of its raw DEFLATE (HTTP Redirect binding, §3.4.4.1). `undefined` where it is neither.
 */
export function decodeSaml(parameter: string): string | undefined {
  const bytes = fromBase64(parameter);
  if (!bytes) return undefined;
  const xml = asXml(bytes);
  if (xml !== undefined) return xml;
  const inflated = inflate(bytes);
  return inflated && asXml(inflated);
}

function fromBase64(text: string): Uint8Array | undefined {
  if (text.length === 0 || text.length > ENCODED_AT_MOST) return undefined;
  // A plus sign that was not percent-encoded arrives as a blank; lines may be broken.
  const compact = text.trim().replace(/ /g, '+').replace(/\s+/g, '').replace(/-/g, '+').replace(/_/g, '/');
  try {
    return Uint8Array.from(atob(compact), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function asXml(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes).trimStart();
  return text.startsWith('<') ? text : undefined;
}

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > DEFLATED_AT_MOST) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length && length < XML_AT_MOST; at += STEP)
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch {
    return undefined;
  }
  return length > 0 && length < XML_AT_MOST ? joined(parts, length) : undefined;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes of XML as the HTTP Redirect binding has them, before base64. */
export function deflateSaml(xml: string): Uint8Array {
  return deflateSync(strToU8(xml));
}
