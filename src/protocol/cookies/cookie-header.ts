export interface CookiePair {
  /** Empty for a cookie without a name, which is sent as its value alone. */
  readonly name: string;
  readonly value: string;
}

/** Chromium takes no longer headers. Characters. */
const READ_AT_MOST = 262_144;

/** The cookies of a `Cookie` header in the order sent (RFC 6265bis §4.2.1). Values stay as they are. */
export function parseCookieHeader(header: string): CookiePair[] {
  const value = header.slice(0, READ_AT_MOST);
  const pairs: CookiePair[] = [];
  for (let at = 0; at < value.length; ) {
    const semicolon = value.indexOf(';', at);
    const end = semicolon < 0 ? value.length : semicolon;
    const piece = value.slice(at, end).trim();
    const equals = piece.indexOf('=');
    if (piece !== '')
      pairs.push({ name: piece.slice(0, Math.max(equals, 0)).trim(), value: piece.slice(equals + 1).trim() });
    at = end + 1;
  }
  return pairs;
}
