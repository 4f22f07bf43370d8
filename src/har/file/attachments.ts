import { type Fields, fieldsOf, listOf, textOf } from '../narrow.ts';

/** A member of the archive that a HAR came out of, by its name there. */
export type Attachments = (name: string) => Uint8Array | undefined;

/**
 * Puts bodies back that Playwright wrote beside its HAR (`recordHar` with `content: 'attach'`): each is named in
 * `_file`. Bodies that are no text stay out: they decide nothing here.
 */
export function withAttachments(har: Fields, attachments: Attachments): Fields {
  const log = fieldsOf(har['log']);
  const textOfFile = remembered(attachments);
  const entries = listOf(log?.['entries']).map((value) => {
    const entry = fieldsOf(value);
    const request = fieldsOf(entry?.['request']);
    const response = fieldsOf(entry?.['response']);
    const postData = attached(request?.['postData'], textOfFile);
    const content = attached(response?.['content'], textOfFile);
    if (!postData && !content) return value;
    return {
      ...entry,
      ...(postData && { request: { ...request, postData } }),
      ...(content && { response: { ...response, content } }),
    };
  });
  return { ...har, log: { ...log, entries } };
}

/** Many entries may name the same file; each is decoded once. `undefined` for what is no text. */
function remembered(attachments: Attachments): (name: string) => string | undefined {
  const texts = new Map<string, string | undefined>();
  return (name) => {
    if (!texts.has(name)) texts.set(name, decoded(attachments(name)));
    return texts.get(name);
  };
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function attached(value: unknown, textOfFile: (name: string) => string | undefined): Fields | undefined {
  const body = fieldsOf(value);
  const file = textOf(body?.['_file']) ?? textOf(body?.['_sha1']);
  if (file === undefined || textOf(body?.['text']) !== undefined) return undefined;
  const text = textOf(textOfFile(file));
  return text === undefined ? undefined : { ...body, text };
}
