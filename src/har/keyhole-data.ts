import * as v from 'valibot';
import type {
  BlindSpot,
  CredentialsInFile,
  ExchangeId,
  ExchangeKind,
  JarCookie,
  SignatureCheck,
} from '../exchange/exchange.ts';

/**
 * What Keyhole writes into its own HAR files under `_keyhole`, so that a reopened file gives the same diagnosis.
 * Read back as carefully as any other file: it may have been edited.
 */

const KINDS = [
  'navigation',
  'frame',
  'fetch',
  'preflight',
  'websocket',
  'script',
  'style',
  'image',
  'font',
  'media',
  'other',
] as const satisfies readonly ExchangeKind[];

const BLIND_SPOTS = [
  'authorization',
  'cookies',
  'set-cookie',
  'request-headers',
  'response-headers',
  'request-body',
  'response-body',
  'preflight',
  'start',
  'cors-verdict',
] as const satisfies readonly BlindSpot[];

/** A word and a number, as we give them: an edited file hides nothing there. */
const Id = v.pipe(v.string(), v.regex(/^(?=.)[A-Za-z]{0,16}(?:[._:-][A-Za-z]{1,12}){0,3}[\d._:-]{0,40}$/));
const ShortText = v.pipe(v.string(), v.maxLength(4_096));

const JarCookieSchema = v.object({
  name: ShortText,
  domain: ShortText,
  hostOnly: v.boolean(),
  path: ShortText,
  secure: v.boolean(),
  httpOnly: v.boolean(),
  sameSite: v.picklist(['strict', 'lax', 'none', 'unspecified']),
  expiresAt: v.exactOptional(v.pipe(v.number(), v.finite())),
  partitionSite: v.exactOptional(ShortText),
});

const SignatureCheckSchema = v.object({
  token: v.exactOptional(
    v.variant('result', [
      v.object({
        result: v.picklist(['verified', 'failed', 'key-not-found', 'other-algorithm']),
        keysFrom: v.pipe(
          Id,
          v.transform((id) => id as ExchangeId),
        ),
      }),
      v.object({ result: v.literal('no-keys') }),
    ]),
  ),
  proof: v.exactOptional(v.array(v.picklist(['signature', 'ath', 'jkt']))),
});

const LogDataSchema = v.object({
  credentials: v.picklist(['whole', 'cut', 'masked']),
  jar: v.exactOptional(v.array(JarCookieSchema)),
  signatures: v.exactOptional(v.record(Id, SignatureCheckSchema)),
});

const EntryDataSchema = v.object({
  id: Id,
  kind: v.picklist(KINDS),
  initiator: v.exactOptional(ShortText),
  topLevelUrl: v.exactOptional(ShortText),
  preflightId: v.exactOptional(Id),
  redirectedFromId: v.exactOptional(Id),
  blindSpots: v.array(v.picklist(BLIND_SPOTS)),
  /** Without an end so far; `prompt`: because the browser asks for a password. */
  pending: v.exactOptional(v.union([v.literal(true), v.literal('prompt')])),
});

export interface LogData {
  readonly credentials: CredentialsInFile;
  readonly jar?: readonly JarCookie[];
  readonly signatures?: Readonly<Record<ExchangeId, SignatureCheck>>;
}

export type EntryData = Readonly<v.InferOutput<typeof EntryDataSchema>>;

export function readLogData(value: unknown): LogData | undefined {
  const result = v.safeParse(LogDataSchema, value);
  return result.success ? result.output : undefined;
}

export function readEntryData(value: unknown): EntryData | undefined {
  const result = v.safeParse(EntryDataSchema, value);
  return result.success ? result.output : undefined;
}
