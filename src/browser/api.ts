/// <reference types="chrome" />

/**
 * The extension API. Both browsers give promises by themselves in Manifest V3, so no polyfill stands between; it would
 * be the largest part of the worker, and it is no longer developed. What differs between browsers, differs in
 * behaviour, which no polyfill evens out.
 */
export const api: typeof chrome =
  (globalThis as { readonly browser?: typeof chrome }).browser ?? globalThis.chrome;

/** Firefox tells who it is; Chromium has no such call. */
export function isFirefox(): boolean {
  return 'getBrowserInfo' in api.runtime;
}
