import { Gunzip, Inflate, unzipSync } from 'fflate';

/** The most that an archive may hold when it is unpacked: what a browser tab can still read. */
export const MOST_UNPACKED = 300_000_000;
/** Deflate makes at most 1032 bytes of one: a member that claims more lies about its size. */
const MOST_FROM_ONE = 1_040;
const MOST_MEMBERS = 50_000;
/** Logs of the dullest traffic pack into a hundredth; beyond this, and this large, somebody made it so. */
const HARMLESS = 30_000_000;
const MOST_STRETCH = 500;
const STEP = 16_384;

export type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** One line: the place and the reason. */
  | { readonly ok: false; readonly problem: string };

/** RFC 1952. Stops as soon as more comes out than `most`, or as more than any capture would. */
export function gunzip(packed: Uint8Array, most = MOST_UNPACKED): Unpacked {
  return collect((onData) => new Gunzip(onData), packed, most);
}

/** RFC 1950 with its header, or RFC 1951 without: servers send both as `deflate`. */
export function inflate(packed: Uint8Array, most = MOST_UNPACKED): Unpacked {
  const hasHeader = (packed[0]! & 0x0f) === 8 && ((packed[0]! << 8) | packed[1]!) % 31 === 0;
  return collect((onData) => new Inflate(onData), hasHeader ? packed.subarray(2) : packed, most);
}

interface Stream {
  readonly push: (chunk: Uint8Array, isLast: boolean) => void;
}

class TooLarge extends Error {}

function collect(
  open: (onData: (chunk: Uint8Array) => void) => Stream,
  packed: Uint8Array,
  most: number,
): Unpacked {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let read = 0;
  const stream = open((chunk) => {
    length += chunk.length;
    if (length > most || isStretched(length, read + STEP)) throw new TooLarge();
    if (chunk.length > 0) chunks.push(chunk);
  });
  try {
    for (; read < packed.length; read += STEP)
      stream.push(packed.subarray(read, read + STEP), read + STEP >= packed.length);
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(most);
    const ends = read + STEP >= packed.length;
    return refused(
      ends
        ? `byte ${packed.length}: the compressed data ends in the middle or is damaged`
        : `byte ${read}: the compressed data is damaged`,
    );
  }
  return { ok: true, bytes: joined(chunks, length) };
}

function isStretched(unpacked: number, packed: number): boolean {
  return unpacked > HARMLESS && unpacked > packed * MOST_STRETCH;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function tooLarge(most: number): { readonly ok: false; readonly problem: string } {
  return refused(
    `byte 0: what is packed in it is too large to open here (the most is ${most / 1e6} MB); unpack it and cut it down`,
  );
}

function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

/** A ZIP archive whose list of members was read; each is unpacked when it is asked for. */
export interface Archive {
  /** As written; they may hold anything. */
  readonly names: readonly string[];
  /** All members of these names. Refused where they are too large together, or one is damaged. */
  readonly unpack: (
    wanted: (name: string) => boolean,
  ) =>
    | { readonly ok: true; readonly members: ReadonlyMap<string, Uint8Array> }
    | { readonly ok: false; readonly problem: string };
}

export type OpenedArchive =
  | { readonly ok: true; readonly archive: Archive }
  | { readonly ok: false; readonly problem: string };

interface Member {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
}

class TooMany extends Error {}

/** PKWARE's APPNOTE: the directory stands at the end. */
export function openArchive(bytes: Uint8Array): OpenedArchive {
  const members: Member[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name, size, originalSize, compression }) => {
        if (members.length >= MOST_MEMBERS) throw new TooMany();
        members.push({ name, packed: size, unpacked: originalSize, method: compression });
        return false;
      },
    });
  } catch (error) {
    if (error instanceof TooMany)
      return refused(`byte 0: a ZIP archive of more than ${MOST_MEMBERS} files; unpack it first`);
    return refused(
      `byte ${bytes.length}: the ZIP archive has no directory at its end; it was cut off or is damaged`,
    );
  }
  if (isEncrypted(bytes, members))
    return refused('byte 6: the ZIP archive is protected by a password; save it without one');
  return {
    ok: true,
    archive: {
      names: members.map(({ name }) => name),
      unpack: (wanted) => unpack(bytes, members, wanted),
    },
  };
}

/** APPNOTE §4.4.4: bit 0 of the first member's flags. Method 99 is WinZip's AES. */
function isEncrypted(bytes: Uint8Array, members: readonly Member[]): boolean {
  return members.length > 0 && ((bytes[6]! & 1) === 1 || members.some(({ method }) => method === 99));
}

function unpack(
  bytes: Uint8Array,
  members: readonly Member[],
  wanted: (name: string) => boolean,
): ReturnType<Archive['unpack']> {
  const chosen = members.filter(({ name }) => wanted(name));
  let total = 0;
  for (const { packed, unpacked, method } of chosen) {
    total += Math.max(packed, unpacked);
    if (total > MOST_UNPACKED || isStretched(unpacked, packed)) return tooLarge(MOST_UNPACKED);
    if (method !== 0 && method !== 8)
      return refused('byte 0: the ZIP archive is packed in a way that is not known here; unpack it first');
    if (packed > bytes.length || unpacked > (packed + 16) * MOST_FROM_ONE)
      return refused('byte 0: the ZIP archive is damaged: the sizes in its directory cannot be');
  }
  try {
    const names = new Set(chosen.map(({ name }) => name));
    return {
      ok: true,
      members: new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => names.has(name) }))),
    };
  } catch {
    return refused('byte 0: the ZIP archive is damaged');
  }
}
