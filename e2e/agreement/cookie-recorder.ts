// Chromium's own verdicts on cookies, read from the DevTools protocol: an extension cannot see them.
import type { BrowserContext, CDPSession, Frame, Page } from 'playwright-core';

/** What Chromium did with the cookies of one request, by the request's URL. */
export interface BrowserVerdicts {
  /** Cookies that it considered for the request: name and path → reasons why not; none: sent. */
  readonly sending?: ReadonlyMap<string, readonly string[]>;
  /** Lines that it did not take: the line → reasons. */
  readonly setting?: ReadonlyMap<string, readonly string[]>;
}

interface Leg {
  sending?: Map<string, readonly string[]>;
  setting?: Map<string, readonly string[]>;
}

/** Listens to the network of pages and of the frames that it is told of. */
export class VerdictRecorder {
  readonly #urls = new Map<string, string[]>();
  readonly #sent = new Map<string, Map<string, readonly string[]>[]>();
  readonly #received = new Map<string, Map<string, readonly string[]>[]>();
  readonly #context: BrowserContext;

  constructor(context: BrowserContext) {
    this.#context = context;
  }

  async watch(target: Page | Frame): Promise<void> {
    // A frame of the page's own process has no session of its own: the page's tells of it.
    const session = await this.#context.newCDPSession(target).catch(() => undefined);
    if (session) await this.#listen(session);
  }

  /** By URL. Legs of a redirect come in order, and so do their extras. */
  verdicts(): ReadonlyMap<string, BrowserVerdicts> {
    const legs = new Map<string, Leg>();
    for (const [id, urls] of this.#urls) {
      urls.forEach((url, position) => {
        const sending = this.#sent.get(id)?.[position];
        const setting = this.#received.get(id)?.[position];
        legs.set(url, { ...(sending && { sending }), ...(setting && { setting }) });
      });
    }
    return legs;
  }

  async #listen(session: CDPSession): Promise<void> {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      append(this.#urls, requestId, request.url);
    });
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, associatedCookies }) => {
      const reasons = associatedCookies.map(
        ({ cookie, blockedReasons }) => [cookieKey(cookie), blockedReasons] as [string, readonly string[]],
      );
      append(this.#sent, requestId, new Map(reasons));
    });
    session.on('Network.responseReceivedExtraInfo', ({ requestId, blockedCookies }) => {
      const reasons = blockedCookies.map(
        ({ cookieLine, blockedReasons }) => [cookieLine, blockedReasons] as [string, readonly string[]],
      );
      append(this.#received, requestId, new Map(reasons));
    });
    await session.send('Network.enable', { maxTotalBufferSize: 1_000_000 });
  }
}

/** Enough to tell the cookies of a case apart: a name is set once a host. */
export function cookieKey({ name, domain, path }: { name: string; domain: string; path: string }): string {
  return JSON.stringify([name, domain.replace(/^\./, ''), path]);
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
