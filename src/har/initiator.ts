import { headerValue } from '../exchange/headers.ts';
import type { Draft } from './entry.ts';
import { type Fields, fieldsOf, listOf, originOf, textOf } from './narrow.ts';

/** The top-level document of a HAR page, where its title or its first navigation tells. */
export interface Page {
  url?: string;
  /** A frame of another origin is in it, so not every request of the page comes from its document. */
  hasForeignFrames: boolean;
}

/** HAR pages by id. Chromium writes the document's URL as title, others the document's title. */
export function readPages(pages: unknown): Map<string, Page> {
  const known = new Map<string, Page>();
  for (const value of listOf(pages)) {
    const page = fieldsOf(value);
    const id = textOf(page?.['id']);
    if (id === undefined) continue;
    const title = textOf(page?.['title']);
    const url = originOf(title) === undefined ? undefined : title;
    known.set(id, { ...(url !== undefined && { url }), hasForeignFrames: false });
  }
  return known;
}

/** Learns from the entries what the pages do not say: their URL, and whether foreign frames are in them. */
export function learnPages(pages: Map<string, Page>, draft: Draft, entry: Fields): void {
  const page = pageOf(pages, entry);
  if (!page) return;
  if (draft.kind === 'navigation' && page.url === undefined && isFinalAnswer(draft))
    page.url = draft.request.url;
  if (draft.kind === 'frame' && originOf(draft.request.url) !== originOf(page.url))
    page.hasForeignFrames = true;
}

function isFinalAnswer(draft: Draft): boolean {
  const status = draft.response?.status ?? 0;
  return status !== 0 && (status < 300 || status > 399);
}

function pageOf(pages: ReadonlyMap<string, Page>, entry: Fields): Page | undefined {
  const id = textOf(entry['pageref']);
  return id === undefined ? undefined : pages.get(id);
}

/** Sets `topLevelUrl` and `initiator`, as far as something in the file says them. */
export function addWhoAsked(draft: Draft, entry: Fields, pages: ReadonlyMap<string, Page>): void {
  const page = pageOf(pages, entry);
  if (draft.kind !== 'navigation' && page?.url !== undefined) draft.topLevelUrl = page.url;
  const initiator = initiatorOf(draft, entry, page);
  if (initiator !== undefined) draft.initiator = initiator;
}

/**
 * The origin of the document that asked. In order of certainty: the Origin header, Fetch Metadata's
 * `same-origin`, the Referer, the parser's document, the page when nothing else can have asked.
 */
function initiatorOf(draft: Draft, entry: Fields, page: Page | undefined): string | undefined {
  const { headers, url } = draft.request;
  const site = headerValue(headers, 'sec-fetch-site');
  if (site === 'none') return undefined;
  const origin = originOf(headerValue(headers, 'origin'));
  if (origin !== undefined) return origin;
  if (site === 'same-origin') return originOf(url);
  const referring = REFERRED_BY_DOCUMENT.has(draft.kind)
    ? originOf(headerValue(headers, 'referer'))
    : undefined;
  if (referring !== undefined) return referring;
  if (draft.kind === 'navigation') return undefined;
  return parserDocument(entry) ?? (page?.hasForeignFrames === false ? originOf(page.url) : undefined);
}

/** What a style sheet asks for (fonts, pictures, more styles) carries the sheet's own URL as Referer. */
const REFERRED_BY_DOCUMENT: ReadonlySet<string> = new Set([
  'navigation',
  'frame',
  'fetch',
  'preflight',
  'websocket',
  'script',
]);

/** `_initiator.url` names the document for what its parser met, but the script or the request for other types. */
function parserDocument(entry: Fields): string | undefined {
  const initiator = fieldsOf(entry['_initiator']);
  return initiator?.['type'] === 'parser' ? originOf(textOf(initiator['url'])) : undefined;
}
