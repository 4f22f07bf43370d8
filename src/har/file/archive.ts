import { readFiddlerArchive } from '../foreign/fiddler.ts';
import { readPlaywrightTrace } from '../foreign/playwright-trace.ts';
import { exchangesFromLog, type HarReading, openHarText, refusedHar } from '../from-har.ts';
import { withAttachments } from './attachments.ts';
import { decodeText } from './decode-text.ts';
import { type Archive, openArchive } from './inflate.ts';

/** A ZIP archive: of Fiddler's sessions, of a HAR with the bodies that Playwright attached, or of one HAR alone. */
export function readArchive(bytes: Uint8Array, name: string): HarReading {
  const opened = openArchive(bytes);
  if (!opened.ok) return opened;
  const { archive } = opened;
  if (archive.names.some((member) => FIDDLER.test(member))) return readFiddler(archive, name);
  if (archive.names.some((member) => TRACE.test(member))) return readTrace(archive, name);
  const capture = captureIn(archive.names);
  const known = KNOWN_ARCHIVES.find(([pattern]) => archive.names.some((member) => pattern.test(member)));
  if (typeof capture === 'string' && (!known || CAPTURE.test(capture)))
    return readMember(archive, capture, name);
  if (known) return refusedHar(`byte 0: this is ${known[1]}`);
  return refusedHar(
    capture === 0
      ? 'byte 0: no HAR in this ZIP archive'
      : `byte 0: ${capture} HAR files in this ZIP archive; unpack it and open one of them`,
  );
}

const FIDDLER = /^raw[/\\]\d{1,9}_[csm]\.(?:txt|xml)$/i;

const KNOWN_ARCHIVES: readonly (readonly [RegExp, string])[] = [
  [
    /^\d{1,9}-meta\.json$/,
    'a Charles session; in Charles, choose File > Export Session > HTTP Archive (.har), or save as JSON Session File (.chlsj)',
  ],
  [/^word\/|^xl\/|^ppt\//, 'a document of an office program; save the HAR in it as a file of its own'],
  [/^manifest\.json$/, 'an extension or an app, not a capture'],
];

const CAPTURE = /\.(?:har|chlsj)$/i;

/** The name of the only capture among them, or how many there are. Playwright calls its own `har.har`. */
function captureIn(names: readonly string[]): string | number {
  const own = names.filter((name) => !/^__MACOSX\/|(?:^|\/)\./.test(name));
  const playwright = own.find((name) => /(?:^|\/)har\.har$/.test(name));
  if (playwright !== undefined) return playwright;
  for (const pattern of [CAPTURE, /\.json$/i]) {
    const found = own.filter((name) => pattern.test(name));
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (found.length > 1 && !pattern.source.includes('json')) return found.length;
  }
  return 0;
}

function readMember(archive: Archive, member: string, name: string): HarReading {
  const folder = member.slice(0, member.lastIndexOf('/') + 1);
  const isPlaywright = member.endsWith('har.har');
  const unpacked = archive.unpack((each) => each === member || (isPlaywright && TEXTS.test(each)));
  if (!unpacked.ok) return unpacked;
  const { members } = unpacked;
  const bytes = members.get(member);
  const decoded = bytes && decodeText(bytes);
  if (!decoded) return refusedHar('byte 0: the ZIP archive is damaged');
  if (!decoded.ok) return decoded;
  return openHarText(decoded.text, name, {
    repairs: decoded.repairs,
    attachments: (file) => members.get(`${folder}${file}`),
  });
}

/** Playwright names attached bodies by their hash and the extension of their type. */
const TEXTS =
  /(?:^|\/)[\da-f]{40}\.(?!png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|mp[34]|webm|wasm|zip|pdf)\w{1,12}$/i;

const TRACE = /^(?:\w{1,40}-)?trace\.network$/;

function readTrace(archive: Archive, name: string): HarReading {
  const unpacked = archive.unpack((member) => TRACE.test(member) || TEXTS.test(member));
  if (!unpacked.ok) return unpacked;
  const { members } = unpacked;
  const networks = [...members].flatMap(([member, bytes]) => (TRACE.test(member) ? [bytes] : []));
  const log = readPlaywrightTrace(networks);
  const attachments = (file: string) => members.get(file) ?? members.get(`resources/${file}`);
  return log.ok
    ? exchangesFromLog({ ...log.log, har: withAttachments(log.log.har, attachments) }, name)
    : log;
}

function readFiddler(archive: Archive, name: string): HarReading {
  const unpacked = archive.unpack((member) => FIDDLER.test(member));
  if (!unpacked.ok) return unpacked;
  const log = readFiddlerArchive(unpacked.members);
  return log.ok ? exchangesFromLog(log.log, name) : log;
}
