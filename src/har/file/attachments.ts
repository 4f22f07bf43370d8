import { type Fields, fieldsOf, listOf, textOf } from '../narrow.ts';

/** A member of the archive that a HAR came out of, by its name there. */
export type Attachments = (name: string) => Uint8Array | undefined;

/**
 * Puts bodies back that Playwright wrote beside its HAR (`recordHar` with `content: 'attach'`): each is named in
 * `_file`. Bodies that are no text stay out: they decide nothing here.
 */
export function withAttachments(har: Fields, attachments: Attachments): Fields {
  const log = fieldsOf(har['log']);
  const entries = listOf(log?.['entries']).map((value) => {
    const entry = fieldsOf(value);
    const request = fieldsOf(entry?.['request']);
    const response = fieldsOf(entry?.['response']);
    const postData = attached(request?.['postData'], attachments);
    const content = attached(response?.['content'], attachments);
    if (!postData && !content) return value;
    return {
      ...entry,
      ...(postData && { request: { ...request, postData } }),
      ...(content && { response: { ...response, content } }),
    };
  });
  return { ...har, log: { ...log, entries } };
}

function attached(value: unknown, attachments: Attachments): Fields | undefined {
  const body = fieldsOf(value);
  const file = textOf(body?.['_file']) ?? textOf(body?.['_sha1']);
  if (file === undefined || textOf(body?.['text']) !== undefined) return undefined;
  const bytes = attachments(file);
  if (!bytes || bytes.length === 0) return undefined;
  try {
    return { ...body, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}
