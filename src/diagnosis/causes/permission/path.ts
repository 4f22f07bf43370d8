/** The path of an address, as far as a sentence bears it. */
export function pathOf(url: string): string {
  return (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] || '/').slice(0, 80);
}
