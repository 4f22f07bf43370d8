import type { Frame } from 'playwright-core';
import { expect, test } from './fixture.ts';

const SOME = ['token-expired', 'preflight-unauthorized', 'credentials-omitted', 'insufficient-scope'];

/** Pictures for the eye, and what must hold in each: nothing runs out of its place. */
for (const [name, options] of [
  ['light', { width: 1200, height: 800 }],
  ['dark', { width: 1200, height: 800, dark: true }],
  ['narrow', { width: 550, height: 900 }],
] as const) {
  test(`the panel ${name}`, async ({ desk }) => {
    const { press, openPanel } = await desk(options);
    const { panel, open, screenshot } = await openPanel();
    for (const id of SOME) await press(id);
    await open('token-expired');
    expect(await brightness(panel)).toBe('dark' in options ? 'dark' : 'light');
    await screenshot(`panel-${name}`);
    expect(await overflow(panel)).toBeLessThanOrEqual(0);
    const list = await panel.locator('.list-column').boundingBox();
    const detail = await panel.locator('.detail-column').boundingBox();
    const isAbove = list!.y + list!.height <= detail!.y + 1;
    expect(isAbove, 'the list stands above the diagnosis').toBe(name === 'narrow');
    for (const tab of ['Token', 'Cookies', 'CORS', 'Flow', 'HTTP']) {
      await panel.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await screenshot(`panel-${name}-${tab.toLowerCase()}`);
      expect(await overflow(panel), tab).toBeLessThanOrEqual(0);
    }
  });
}

function overflow(panel: Frame): Promise<number> {
  return panel.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

function brightness(panel: Frame): Promise<'light' | 'dark'> {
  return panel.evaluate(() => {
    const background = getComputedStyle(document.body).backgroundColor;
    const [red = 255, green = 255, blue = 255] = (background.match(/[\d.]+/g) ?? []).map(Number);
    return red + green + blue > 384 ? 'light' : 'dark';
  });
}
