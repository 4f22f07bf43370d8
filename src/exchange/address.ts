// Parts of an address by its text alone (RFC 3986 §3): addresses are many, long, sometimes hostile, and need not parse.

/** `/orders/7`; empty where there is none. */
export function pathOf(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(address)?.[1] ?? '';
}

/** `api.test:8443` in lower case, without user name and password; empty where there is none. */
export function hostOf(address: string): string {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(address)?.[1] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
}

/** `api.test`: the host without its port. */
export function hostNameOf(address: string): string {
  return hostOf(address).replace(/:\d*$/, '');
}

/** `https://api.test/orders/7`, whatever is asked for there. */
export function withoutQuery(address: string): string {
  return /^[^?#]*/.exec(address)?.[0] ?? '';
}

/** `a=1&b=2`, as written; empty where there is none. */
export function queryOf(address: string): string {
  return /\?([^#]*)/.exec(address)?.[1] ?? '';
}
