import { api } from './api.ts';

/** One entry of `devtools.network`, as HAR; what it holds is for `src/har` to find out. */
export type HarEntry = unknown;

/** Tab that DevTools is open on. */
export function inspectedTabId(): number {
  return api.devtools.inspectedWindow.tabId;
}

/** Calls back with the theme of DevTools, at once and whenever the user changes it. */
export function onTheme(listen: (theme: 'light' | 'dark') => void): void {
  const { panels } = api.devtools;
  const tell = (name: string) => listen(name === 'dark' ? 'dark' : 'light');
  tell(panels.themeName);
  panels.setThemeChangeHandler?.(tell);
}

/** What DevTools recorded since it was opened on this document, without bodies: those come with `onEntry`. */
export async function earlierEntries(): Promise<readonly HarEntry[]> {
  const log: { readonly entries?: readonly HarEntry[] } = await new Promise((resolve) =>
    api.devtools.network.getHAR((har) => resolve(har as { readonly entries?: readonly HarEntry[] })),
  );
  return log.entries ?? [];
}

/** Calls back with every finished request, its body put where HAR has it; returns the function that ends it. */
export function onEntry(listen: (entry: HarEntry) => void): () => void {
  const finished = (request: chrome.devtools.network.Request) => void withContent(request).then(listen);
  api.devtools.network.onRequestFinished.addListener(finished);
  return () => api.devtools.network.onRequestFinished.removeListener(finished);
}

/** Calls back with the new URL when the tab shows another document; returns the function that ends it. */
export function onNavigated(listen: (url: string) => void): () => void {
  api.devtools.network.onNavigated.addListener(listen);
  return () => api.devtools.network.onNavigated.removeListener(listen);
}

/** Milliseconds after which an entry goes on without its body: some requests never get one (streams, navigations). */
const CONTENT_WITHIN = 3_000;

/** Their bodies say nothing of why something was refused, and may be large. */
const PARTS_OF_PAGE: ReadonlySet<unknown> = new Set(['image', 'font', 'stylesheet', 'media', 'script']);

async function withContent(entry: chrome.devtools.network.Request): Promise<HarEntry> {
  if (PARTS_OF_PAGE.has(entry._resourceType) && entry.response.status < 400) return entry;
  const content = await contentOf(entry);
  const { request, response, ...rest } = entry as unknown as {
    readonly request: object;
    readonly response: { readonly content?: object };
  };
  return { ...rest, request, response: { ...response, content: { ...response.content, ...content } } };
}

function contentOf(entry: chrome.devtools.network.Request): Promise<{ text?: string; encoding?: string }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({}), CONTENT_WITHIN);
    entry.getContent((text, encoding) => {
      clearTimeout(timer);
      resolve({ ...(text && { text }), ...(encoding && { encoding }) });
    });
  });
}
