/**
 * Files that people have at hand and that hold no requests that could be read here, told by how they begin. Each says
 * what to do instead.
 */
interface KnownFile {
  readonly begins: (start: Start) => boolean;
  readonly says: string;
}

interface Start {
  /** One character a byte. */
  readonly latin: string;
  /** The file's name in lower case. */
  readonly name: string;
}

const RECORD_HAR =
  'record the requests in the browser’s Network panel or in a debugging proxy and save them as HAR';
const CHARLES =
  'in Charles, choose File > Export Session > HTTP Archive (.har), or save as JSON Session File (.chlsj)';
const NO_PACKETS = 'it holds what went over the wire, mostly encrypted';

const begins =
  (...marks: readonly string[]) =>
  ({ latin }: Start) =>
    marks.some((mark) => latin.startsWith(mark));

/** By its name alone, where what is in it does not speak for itself. */
const ends =
  (...extensions: readonly string[]) =>
  ({ name, latin }: Start) =>
    !/^\s*[[{]/.test(latin) && extensions.some((extension) => name.endsWith(extension));

/** tnetstring: length, colon, and a first key that is a tnetstring itself. */
const MITMPROXY_FLOW = /^\d{1,12}:\d{1,3}:[a-z_]{2,30}[;,]/;
const BURP_ITEMS = /<items\s+burpVersion=|<!DOCTYPE items\b/;

const KNOWN_FILES: readonly KnownFile[] = [
  {
    begins: begins(
      '\xd4\xc3\xb2\xa1',
      '\xa1\xb2\xc3\xd4',
      '\x4d\x3c\xb2\xa1',
      '\xa1\xb2\x3c\x4d',
      '\x0a\x0d\x0d\x0a',
    ),
    says: `a packet capture (pcap): ${NO_PACKETS}; ${RECORD_HAR}`,
  },
  {
    begins: ({ latin }) => MITMPROXY_FLOW.test(latin),
    says: 'a mitmproxy flow file; turn it into a HAR: mitmdump -nr FILE --set hardump=FILE.har',
  },
  {
    begins: ({ latin }) => BURP_ITEMS.test(latin),
    says: `items saved by Burp Suite; ${RECORD_HAR}`,
  },
  {
    begins: ({ latin }) => latin.includes('<charles-session'),
    says: `a Charles session in XML; ${CHARLES}`,
  },
  {
    begins: (start) => begins('\xac\xed\x00\x05')(start) || ends('.chls', '.chlz', '.chlsx')(start),
    says: `a Charles session; ${CHARLES}`,
  },
  {
    begins: ends('.proxymanlogv2', '.proxymanlog', '.proxymansession'),
    says: 'a Proxyman session; in Proxyman, choose File > Export > HAR',
  },
  {
    begins: ({ latin }) => /^(?:#[^\n]*\n|\s)*type: ["']?[\w.]{1,40}insomnia\.rest\/5/.test(latin),
    says: 'an Insomnia collection in YAML, which holds requests without their answers; in Insomnia, export as HAR',
  },
  {
    begins: ({ latin }) => /^(?:curl|wget) /.test(latin),
    says: `a command line, not what came back; ${RECORD_HAR}`,
  },
  { begins: begins('SQLite format 3\0'), says: `a database (SQLite); ${RECORD_HAR}` },
  { begins: begins('%PDF-'), says: `a PDF; ${RECORD_HAR}` },
  {
    begins: begins('\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF'),
    says: `a picture; ${RECORD_HAR}`,
  },
  {
    begins: begins("7z\xbc\xaf'\x1c", 'Rar!', '\xfd7zXZ', 'BZh', '\x28\xb5\x2f\xfd'),
    says: 'a compressed file of a kind that is not known here; unpack it first',
  },
];

const ENOUGH = 2_000;

/** One line with place and reason; `undefined` for what may be a capture. */
export function refuseKnownFile(bytes: Uint8Array, name: string): string | undefined {
  let latin = '';
  for (const byte of bytes.subarray(0, ENOUGH)) latin += String.fromCharCode(byte);
  const start: Start = {
    latin: latin.replace(/^\xef\xbb\xbf/, ''),
    name: name.toLowerCase().replace(/\.gz$/, ''),
  };
  const known = KNOWN_FILES.find(({ begins }) => begins(start));
  return known && `byte 0: this is ${known.says}`;
}
