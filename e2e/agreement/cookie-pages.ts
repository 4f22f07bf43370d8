// Does in a real page what a case describes.
import type { Frame, Page } from 'playwright-core';
import type { Page as Asker, Context, How } from './cookie-cases.ts';

export interface Ports {
  readonly http: number;
  readonly https: number;
}

export interface Stage {
  readonly page: Page;
  readonly ports: Ports;
  /** Told of each frame that may have a process of its own, before anything happens in it. */
  watch(frame: Frame): Promise<void>;
}

/** The requests of this context for paths of `api.<domain>`, one after the other; resolves when they have ended. */
export async function ask(
  stage: Stage,
  context: Context,
  domain: string,
  paths: readonly string[],
): Promise<void> {
  const { scheme, via } = context;
  const own = origin(stage, `${scheme} own`, domain);
  const perform = await performer(stage, context, domain, `${own}/page`);
  for (const path of paths) {
    const target = `${own}${path}`;
    await perform(via ? `${origin(stage, via, domain)}/to?${encodeURIComponent(target)}` : target, target);
  }
}

type Perform = (url: string, target: string) => Promise<unknown>;

async function performer(stage: Stage, context: Context, domain: string, own: string): Promise<Perform> {
  const { page } = stage;
  const { how } = context;
  const start = `${origin(stage, context.page ?? 'https own', domain)}/page`;
  switch (how) {
    case 'type':
      return (url) => page.goto(url);
    case 'link':
    case 'form':
      return async (url) => {
        await page.goto(start);
        return navigation(page, () => page.evaluate(how === 'link' ? follow : post, url));
      };
    case 'top-from-frame':
      return async (url) => {
        await page.goto(start);
        const frame = await innerFrame(stage, page.mainFrame(), own);
        return navigation(page, () => frame.evaluate(followOnTop, url));
      };
    default:
      await page.goto(start);
      return withinPage(stage, how, own, domain);
  }
}

async function withinPage(stage: Stage, how: How, own: string, domain: string): Promise<Perform> {
  const main = stage.page.mainFrame();
  switch (how) {
    case 'frame':
      return (url) => main.evaluate(frameOf, { url, sandbox: false });
    case 'frame-form':
      return (url) => main.evaluate(postInFrame, url);
    case 'fetch-in-frame':
      return fetchIn(await innerFrame(stage, main, own), WITH);
    case 'fetch-in-sandbox':
      return fetchIn(await innerFrame(stage, main, own, true), WITH);
    case 'fetch-in-nested-frame': {
      const outer = await innerFrame(stage, main, `${origin(stage, 'https other', domain)}/page`);
      return fetchIn(await innerFrame(stage, outer, own), WITH);
    }
    case 'link-in-frame': {
      const frame = await innerFrame(stage, main, own);
      return async (url, target) => {
        const loaded = frame.waitForURL(target);
        await frame.evaluate(follow, url);
        return loaded;
      };
    }
    default:
      return fetchIn(main, FETCHES[how] ?? WITH);
  }
}

const WITH: RequestInit = { credentials: 'include' };
const FETCHES: Readonly<Partial<Record<How, RequestInit>>> = {
  'fetch-post': { ...WITH, method: 'POST', body: 'x' },
  'fetch-no-cors': { ...WITH, mode: 'no-cors' },
  'fetch-default': {},
  'fetch-omit': { credentials: 'omit' },
};

function fetchIn(frame: Frame, init: RequestInit): Perform {
  return (url) => frame.evaluate(get, { url, init });
}

function origin({ ports }: Stage, asker: Asker, domain: string): string {
  const [scheme, who] = asker.split(' ') as ['https' | 'http', 'own' | 'sibling' | 'other'];
  const host = who === 'own' ? `api.${domain}` : who === 'sibling' ? `www.${domain}` : 'page.test';
  return `${scheme}://${host}:${ports[scheme]}`;
}

async function navigation(page: Page, begin: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), begin()]);
}

async function innerFrame({ watch }: Stage, within: Frame, url: string, sandbox = false): Promise<Frame> {
  const before = new Set(within.childFrames());
  await within.evaluate(frameOf, { url, sandbox });
  const frame = within.childFrames().find((one) => !before.has(one));
  if (!frame) throw new Error(`No frame for ${url}`);
  await watch(frame);
  return frame;
}

// What follows runs in pages.

async function get({ url, init }: { url: string; init: RequestInit }): Promise<void> {
  await fetch(url, init).then(
    (response) => (response.type === 'opaque' ? '' : response.text()),
    () => '',
  );
}

function follow(url: string): void {
  location.href = url;
}

function followOnTop(url: string): void {
  if (top) top.location.href = url;
}

function post(url: string): void {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: url });
  document.body.append(form);
  form.submit();
}

function frameOf({ url, sandbox }: { url: string; sandbox: boolean }): Promise<void> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    if (sandbox) frame.setAttribute('sandbox', 'allow-scripts');
    frame.onload = () => resolve();
    frame.src = url;
    document.body.append(frame);
  });
}

function postInFrame(url: string): Promise<void> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.name = `inner${document.forms.length}`;
    // Its own empty document has loaded by the time it stands in the page.
    document.body.append(frame);
    frame.onload = () => resolve();
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: url, target: frame.name });
    document.body.append(form);
    form.submit();
  });
}
