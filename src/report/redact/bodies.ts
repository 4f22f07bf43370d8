import type { Body } from '../../exchange/exchange.ts';
import type { Cleaner } from './cleaner.ts';
import { cleanJson } from './json.ts';
import { looksRandom } from './looks.ts';
import { meaningOfMember } from './names.ts';
import { cleanSecret, secretIn } from './tokens.ts';
import { cleanForm, cleanValue } from './url.ts';
import { cleanXml } from './xml.ts';

/** A body's text by what it is: JSON, a form, parts, XML, a page or plain text. */
export function cleanBody(cleaner: Cleaner, { text, mimeType }: Body): string {
  const start = text.slice(0, 200).trimStart();
  if (/multipart/i.test(mimeType) || start.startsWith('--')) return cleanMultipart(cleaner, text);
  if (/json/i.test(mimeType) || /^(?:[[{"]|(?:event|data|id):|\)\]\}')/.test(start)) {
    return cleanJson(cleaner, text, meaningOfMember, secretIn(cleaner));
  }
  if (/form-urlencoded/i.test(mimeType) || /^[\w.[\]%-]{1,60}=[^\s<>"]*$/.test(text.slice(0, 4_000)))
    return cleanForm(cleaner, text);
  const page = start.startsWith('<') ? cleanPage(cleaner, cleanXml(cleaner, text)) : text;
  return cleanAssignments(cleaner, page);
}

/** RFC 7578. A file's content is not evidence and is left out. */
function cleanMultipart(cleaner: Cleaner, text: string): string {
  const end = text.indexOf('\n');
  const boundary = text.slice(0, end === -1 ? text.length : end).trimEnd();
  if (boundary.length < 3) return text;
  return text
    .split(boundary)
    .map((part) => cleanPart(cleaner, part))
    .join(boundary);
}

function cleanPart(cleaner: Cleaner, part: string): string {
  const blank = /\r?\n\r?\n/.exec(part);
  if (!blank) return part;
  const head = part.slice(0, blank.index);
  const content = part.slice(blank.index + blank[0].length);
  const body = content.replace(/\r?\n$/, '');
  const name = /\bname="([^"]{0,200})"/i.exec(head)?.[1] ?? '';
  const cleaned = /\bfilename\*?=/i.test(head) ? '(file)' : cleanValue(cleaner, name, body);
  return `${head.replace(/(filename\*?=)("[^"]*"|[^;\r\n]*)/gi, '$1"file"')}${blank[0]}${cleaned}${content.slice(body.length)}`;
}

/** Hidden fields and meta tags carry tokens from page to request. */
function cleanPage(cleaner: Cleaner, html: string): string {
  return html.replace(/<(?:input|meta|button|textarea)\b[^<>]{0,4000}>/gi, (tag) => {
    const name = /\b(?:name|id|property)\s*=\s*["']?([^"'\s>]{1,100})/i.exec(tag)?.[1] ?? '';
    return tag.replace(
      /\b(value|content)(\s*=\s*)("[^"]*"|'[^']*')/gi,
      (_, attribute: string, sign: string, quoted: string) => {
        const value = quoted.slice(1, -1);
        const wanted = value.length >= 4 && (looksRandom(value) || name !== '');
        return attribute + sign + quoted[0] + (wanted ? cleanValue(cleaner, name, value) : value) + quoted[0];
      },
    );
  });
}

/** `apiKey: "…"`, `password = '…'`, `secret=…` in scripts, logs and error texts. */
function cleanAssignments(cleaner: Cleaner, text: string): string {
  return text.replace(
    /(["'`]?)\b([A-Za-z_][\w-]{1,40})\1(\s{0,4}[:=]\s{0,4})(?:(["'`])([^"'`\n\\]{4,4000})\4|([^\s"'`<>;,&(){}[\]]{4,4000}))/g,
    (
      whole: string,
      _quote: string,
      name: string,
      _sign: string,
      mark: string | undefined,
      quoted: string | undefined,
      bare: string | undefined,
    ) => {
      const value = quoted ?? bare ?? '';
      const meaning = meaningOfMember(name);
      // Unquoted, it is mostly code: only what looks random is a value.
      if (
        (meaning !== 'secret' && meaning !== 'password' && meaning !== 'person') ||
        (mark === undefined && !looksRandom(value))
      )
        return whole;
      const cleaned =
        meaning === 'password'
          ? cleaner.replace(value, 'password')
          : meaning === 'person'
            ? cleaner.replace(value, 'personal data')
            : cleanSecret(cleaner, value);
      return whole.slice(0, whole.length - value.length - (mark?.length ?? 0)) + cleaned + (mark ?? '');
    },
  );
}
