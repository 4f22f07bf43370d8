import { api } from './api.ts';

/**
 * Whether the browser shows this extension the requests of that page. Without it there are no events and no error
 * (Firefox may leave it out at install, and users can take it back).
 *
 * @param url absent: all pages
 */
export async function hasHostAccess(url?: string): Promise<boolean> {
  const pattern = url === undefined ? '<all_urls>' : patternOf(url);
  return pattern !== undefined && (await api.permissions.contains({ origins: [pattern] }));
}

/** Asks the user for access to all pages; must be called from a click. */
export function requestHostAccess(): Promise<boolean> {
  return api.permissions.request({ origins: ['<all_urls>'] });
}

/** Calls back when access was given or taken; returns the function that ends it. */
export function onHostAccessChanged(listen: () => void): () => void {
  api.permissions.onAdded.addListener(listen);
  api.permissions.onRemoved.addListener(listen);
  return () => {
    api.permissions.onAdded.removeListener(listen);
    api.permissions.onRemoved.removeListener(listen);
  };
}

function patternOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${hostname}/*` : undefined;
}
