import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { bytesOfBase64 } from '../../protocol/base64.ts';
import type { Pointer } from '../engine/cause.ts';
import type { HiddenError } from './hidden-error.ts';
import type { Refusal } from './refusal-words.ts';

/** Characters: a refusal carries no data. */
const READ_AT_MOST = 4_000;

/** 16 is UNAUTHENTICATED, 7 PERMISSION_DENIED (gRPC status codes); without a message they come as headers. */
export function grpcTrailer(exchange: Exchange): HiddenError | undefined {
  const headers = exchange.response?.headers ?? [];
  if (!/grpc|connect/i.test(headerValue(headers, 'content-type') ?? '')) return undefined;
  const means = grpcMeaning(headerValue(headers, 'grpc-status'));
  if (means) {
    const message = headerValue(headers, 'grpc-message');
    return {
      means,
      by: 'code',
      protocol: 'gRPC',
      at: { part: 'response-header', exchangeId: exchange.id, name: 'grpc-status' },
      saidAt: { part: 'response-header', exchangeId: exchange.id, name: 'grpc-message' },
      messages: message === undefined ? [] : [message],
    };
  }
  const body = exchange.response?.body;
  if (!body || body.text.length > READ_AT_MOST) return undefined;
  const text =
    body.encoding === 'base64' || /grpc-web-text/i.test(body.mimeType) ? latin1(body.text) : body.text;
  const trailer =
    /grpc-status: ?(\d{1,2})/i.exec(text)?.[1] ?? CONNECT[/"code":"(\w{1,30})"/.exec(text)?.[1] ?? ''];
  const found = grpcMeaning(trailer);
  if (!found) return undefined;
  const readable = text === body.text;
  const at: Pointer = { part: 'response-body', exchangeId: exchange.id };
  const message = /grpc-message: ?([^\r\n]{1,300})/i.exec(text)?.[1];
  return {
    means: found,
    by: 'code',
    protocol: 'gRPC',
    at,
    saidAt: at,
    messages: readable && message !== undefined ? [message] : [],
  };
}

/** Connect's end of stream names what gRPC numbers. */
const CONNECT: Readonly<Record<string, string>> = { unauthenticated: '16', permission_denied: '7' };

function grpcMeaning(status: string | undefined): Refusal | undefined {
  if (status === '16') return 'unauthenticated';
  return status === '7' ? 'forbidden' : undefined;
}

/** Enough to find the trailer's words between its lengths. */
function latin1(base64: string): string {
  return String.fromCharCode(...bytesOfBase64(base64));
}
