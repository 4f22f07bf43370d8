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
