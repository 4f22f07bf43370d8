import type { JarCookie } from '../exchange/exchange.ts';
import { api } from './api.ts';

/**
 * What the jar holds for these URLs, without values: those stay in the jar.
 *
 * @param topLevelSite e.g. `https://app.example`; given, the cookies of its partition are there too
 */
export async function readJar(urls: readonly string[], topLevelSite?: string): Promise<readonly JarCookie[]> {
  const queries = [...new Set(urls)].flatMap((url): chrome.cookies.GetAllDetails[] => [
    { url },
    ...(topLevelSite === undefined ? [] : [{ url, partitionKey: { topLevelSite } }]),
  ]);
  const found = await Promise.all(queries.map((query) => api.cookies.getAll(query).catch(() => [])));
  const jar = new Map<string, JarCookie>();
  for (const cookie of found.flat()) jar.set(identityOf(cookie), readCookie(cookie));
  return [...jar.values()];
}

/** RFC 6265 §5.3: name, domain and path; and the partition (CHIPS). */
function identityOf({ name, domain, path, partitionKey }: chrome.cookies.Cookie): string {
  return JSON.stringify([name, domain, path, partitionKey?.topLevelSite]);
}

function readCookie(cookie: chrome.cookies.Cookie): JarCookie {
  const partitionSite = cookie.partitionKey?.topLevelSite;
  return {
    name: cookie.name,
    domain: cookie.domain.replace(/^\./, ''),
    hostOnly: cookie.hostOnly,
    path: cookie.path,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    sameSite: sameSiteOf(cookie.sameSite),
    ...(cookie.expirationDate !== undefined && { expiresAt: Math.round(cookie.expirationDate * 1000) }),
    ...(partitionSite !== undefined && { partitionSite }),
  };
}

function sameSiteOf(value: `${chrome.cookies.SameSiteStatus}`): JarCookie['sameSite'] {
  return value === 'no_restriction' ? 'none' : value;
}
