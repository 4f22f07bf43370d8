import type { ExchangeKind } from '../exchange/exchange.ts';

/** The browser's word for what a request is for, in ours. Only a preflight's own headers tell it from other fetches. */
export function kindOfType(type: string): ExchangeKind {
  switch (type) {
    case 'main_frame':
      return 'navigation';
    case 'sub_frame':
      return 'frame';
    case 'xmlhttprequest':
      return 'fetch';
    case 'websocket':
      return 'websocket';
    case 'script':
      return 'script';
    case 'stylesheet':
      return 'style';
    case 'image':
    case 'imageset':
      return 'image';
    case 'font':
      return 'font';
    case 'media':
      return 'media';
    default:
      return 'other';
  }
}

/**
 * Kinds that are recorded from their start, and healthy ones too: with these a refusal is compared. Of images, scripts
 * and the like only refusals are kept, by their answer alone: there are many, each event is paid for by the page, and
 * once DevTools is open its own record has them whole.
 */
export function isRecordedWhole(kind: ExchangeKind): boolean {
  return (
    kind === 'navigation' ||
    kind === 'frame' ||
    kind === 'fetch' ||
    kind === 'preflight' ||
    kind === 'websocket'
  );
}
