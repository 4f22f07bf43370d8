/** Where a cookie belongs: hosts, paths and secure places. */

/** `undefined` where the text is no URL. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** RFC 6265bis §5.1.3. Both in lower case, as a URL has its host. */
export function domainMatches(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && !isAddress(host);
}

/** RFC 6265bis §5.1.4. */
export function pathMatches(requestPath: string, cookiePath: string): boolean {
  if (requestPath === cookiePath) return true;
  return (
    requestPath.startsWith(cookiePath) && (cookiePath.endsWith('/') || requestPath[cookiePath.length] === '/')
  );
}

/** The folder of the URL that set the cookie (RFC 6265bis §5.1.4). */
export function defaultPath(requestPath: string): string {
  const lastSlash = requestPath.lastIndexOf('/');
  return requestPath.startsWith('/') && lastSlash > 0 ? requestPath.slice(0, lastSlash) : '/';
}

/** An IPv4 or IPv6 address, as `URL` writes them. */
export function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** May Secure cookies come and go here? Browsers trust this computer over http, too (Secure Contexts §3.1). */
export function isSecurePlace(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'wss:' || isThisComputer(url.hostname);
}

function isThisComputer(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/** The prefix, in lower case, by which a name asks for guarantees (RFC 6265bis §4.1.3), whatever its case. */
export function prefixOf(name: string): string | undefined {
  return /^__(?:Secure-|Host-Http-|Host-|Http-)/i.exec(name)?.[0].toLowerCase();
}
