import * as v from 'valibot';
import type { Capture, Exchange, ExchangeId, ExchangeKind } from '../exchange/exchange.ts';
import { type Draft, readEntry } from './entry.ts';
import { type Attachments, withAttachments } from './file/attachments.ts';
import type { Repair } from './file/parse-json.ts';
import { addWhoAsked, learnPages, readPages } from './initiator.ts';
import { type EntryData, readEntryData, readLogData } from './keyhole-data.ts';
import { linkExchanges } from './link.ts';
import { type Fields, fieldsOf, originOf } from './narrow.ts';
import { parseHarText } from './parse-har-text.ts';
import type { ReadableLog } from './readable-log.ts';
import { judgeSanitation, type ReadEntry } from './sanitized.ts';
import { unsentRequests } from './unsent.ts';
import { collectWarnings, type Warnings } from './warnings.ts';

export type HarReading =
  | {
      readonly ok: true;
      readonly capture: Capture;
      /** What was repaired or is missing, one line each; empty for a file without oddities. */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** One line: the place and the reason. Never a value from the file. */
      readonly problem: string;
    };

/**
 * The text of a HAR file, or of what another program writes in its stead, as a capture. Never throws.
 *
 * @param name what the file is called, for the report
 */
export function readHar(text: string, name: string): HarReading {
  return openHarText(text, name);
}

/** What is known of a text beside it. */
export interface TextOrigin {
  /** What was mended before it was a text. */
  readonly repairs?: readonly Repair[];
  /** Files that stand beside it in its archive, for bodies that were written there. */
  readonly attachments?: Attachments;
}

/** As `readHar`, for a text that came out of another file. */
export function openHarText(text: string, name: string, origin: TextOrigin = {}): HarReading {
  const parsed = parseHarText(text);
  if (!parsed.ok) return parsed;
  const { log } = parsed;
  const har = origin.attachments ? withAttachments(log.har, origin.attachments) : log.har;
  return exchangesFromLog({ ...log, har, repairs: [...(origin.repairs ?? []), ...log.repairs] }, name);
}

/** A file that is not read: `problem` names the place and the reason, in one line. */
export function refusedHar(problem: string): HarReading {
  return { ok: false, problem };
}

const NameAndVersion = v.object({ name: v.fallback(v.string(), ''), version: v.fallback(v.string(), '') });

/** The outer shape only; `entries` and their headers are narrowed by hand, for there are very many of them. */
const LogSchema = v.object({
  creator: v.fallback(v.optional(NameAndVersion), undefined),
  entries: v.custom<readonly unknown[]>(Array.isArray),
  pages: v.optional(v.unknown()),
  _keyhole: v.optional(v.unknown()),
});

/** A parsed log as a capture. Never throws. */
export function exchangesFromLog({ har, repairs, places, unseen }: ReadableLog, name: string): HarReading {
  const log = v.safeParse(LogSchema, har['log']);
  if (!log.success) return refusedHar('log.entries: not a list');
  const warnings = collectWarnings();
  for (const [place, text] of repairs) warnings.add(place, text);
  const read: ReadEntry[] = [];
  for (const [index, value] of log.output.entries.entries()) {
    const place = places?.[index] ?? `log.entries[${index}]`;
    const reading = readEntry(value, index, place, warnings);
    if (reading.kind === 'refused') return refusedHar(reading.problem);
    if (reading.kind === 'empty') warnings.add(place, 'no URL and no status; left out');
    else {
      reading.draft.blindSpots.push(...(unseen?.[index] ?? []));
      read.push(reading);
    }
  }

  const own = readLogData(log.output._keyhole);
  const creator = creatorOf(log.output.creator);
  const sanitation = own ?? judgeSanitation(read, creator);
  if ('warning' in sanitation && sanitation.warning !== undefined)
    warnings.add(...splitPlace(sanitation.warning));
  const exchanges = own ? restoreExchanges(read, warnings) : relateExchanges(read, log.output.pages, creator);
  return {
    ok: true,
    capture: {
      source: { kind: 'har', name, creator, credentials: sanitation.credentials },
      exchanges,
      ...(own?.jar && { jar: own.jar }),
      ...(own?.signatures && { signatures: own.signatures }),
    },
    warnings: warnings.lines(),
  };
}

/**
 * One entry of `devtools.network`, as an extension gets it: unsanitized, and not linked to any other.
 * `undefined` for what is no request.
 */
export function exchangeFromEntry(entry: unknown, index: number): Exchange | undefined {
  const reading = readEntry(entry, index, `entry ${index}`, collectWarnings());
  if (reading.kind !== 'read') return undefined;
  addWhoAsked(reading.draft, reading.entry, new Map());
  addBrowserBlindSpots(reading.draft, reading.entry, true);
  return reading.draft;
}

function creatorOf(creator: { readonly name: string; readonly version: string } | undefined): string {
  return `${creator?.name ?? ''} ${creator?.version ?? ''}`.trim().slice(0, 120) || 'unknown';
}

function splitPlace(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}

/** Entries of another program: who asked, preflights, redirects and blind spots are found out. */
function relateExchanges(
  read: readonly ReadEntry[],
  pagesInFile: unknown,
  creator: string,
): readonly Exchange[] {
  const pages = readPages(pagesInFile);
  for (const { draft, entry } of read) learnPages(pages, draft, entry);
  for (const { draft, entry } of read) addWhoAsked(draft, entry, pages);
  const drafts = inOrder(read);
  linkExchanges(drafts);
  const recordsPreflights =
    /^(?:WebInspector|Firefox)/.test(creator) || drafts.some(({ kind }) => kind === 'preflight');
  for (const { draft, entry } of read) addBrowserBlindSpots(draft, entry, recordsPreflights);
  const unsent = unsentRequests(drafts);
  return unsent.length === 0 ? drafts : [...drafts, ...unsent].sort((a, b) => a.startedAt - b.startedAt);
}

/** Entries that Keyhole wrote: what it knew then is taken over. */
function restoreExchanges(read: readonly ReadEntry[], warnings: Warnings): readonly Exchange[] {
  const known = new Map<string, Draft>();
  const data = new Map<Draft, EntryData>();
  for (const { draft, entry } of read) {
    const own = readEntryData(entry['_keyhole']);
    if (!own) {
      warnings.add(`entry ${draft.id}`, 'its _keyhole part is missing or was changed; read without it');
      continue;
    }
    draft.id = (known.has(own.id) ? draft.id : own.id) as ExchangeId;
    known.set(draft.id, draft);
    data.set(draft, own);
  }
  for (const [draft, own] of data) restore(draft, own, known);
  return inOrder(read);
}

function restore(draft: Draft, own: EntryData, known: ReadonlyMap<string, Draft>): void {
  draft.kind = own.kind;
  draft.blindSpots = [...own.blindSpots];
  if (own.initiator !== undefined) draft.initiator = own.initiator;
  if (own.topLevelUrl !== undefined) draft.topLevelUrl = own.topLevelUrl;
  if (own.pending) delete draft.endedAt;
  if (own.pending === 'prompt') draft.pending = 'authentication-prompt';
  const preflight = own.preflightId === undefined ? undefined : known.get(own.preflightId);
  if (preflight && preflight !== draft) draft.preflightId = preflight.id;
  const hop = own.redirectedFromId === undefined ? undefined : known.get(own.redirectedFromId);
  if (hop && comesBefore(hop, draft)) draft.redirectedFromId = hop.id;
}

/** Keeps an edited file from linking hops in a circle. */
function comesBefore(hop: Draft, draft: Draft): boolean {
  return hop !== draft && hop.startedAt <= draft.startedAt;
}

function inOrder(read: readonly ReadEntry[]): Draft[] {
  return read.map(({ draft }) => draft).sort((a, b) => a.startedAt - b.startedAt);
}

/** What the program that wrote this entry could not see or did not say. */
function addBrowserBlindSpots(draft: Draft, entry: Fields, recordsPreflights: boolean): void {
  const request = fieldsOf(entry['request']);
  const response = fieldsOf(entry['response']);
  // Chromium lists provisional headers where the request failed early: those the page set, without cookies.
  if (!draft.response && request?.['headersSize'] === -1 && !draft.blindSpots.includes('cookies')) {
    draft.blindSpots.push('cookies');
  }
  if (!CHECKED_BY_CORS.has(draft.kind) || !isCrossOrigin(draft)) return;
  if (!response || !Object.hasOwn(response, '_error')) draft.blindSpots.push('cors-verdict');
  if (!recordsPreflights && draft.preflightId === undefined) draft.blindSpots.push('preflight');
}

const CHECKED_BY_CORS: ReadonlySet<ExchangeKind> = new Set(['fetch', 'font', 'script']);

function isCrossOrigin(draft: Draft): boolean {
  return draft.initiator !== undefined && draft.initiator !== originOf(draft.request.url);
}
