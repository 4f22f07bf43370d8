/// <reference types="chrome" />

/**
 * The extension API. In Manifest V3 both browsers give promises on `chrome`, and only there callbacks too, so no
 * polyfill stands between: what differs between browsers differs in behaviour, which no polyfill evens out.
 * `undefined` where the panel is tried out as a plain page.
 */
export const api: typeof chrome = globalThis.chrome;

/** Firefox tells who it is; Chromium has no such call. */
export function isFirefox(): boolean {
  return 'getBrowserInfo' in api.runtime;
}
