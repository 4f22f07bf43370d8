import { expect, test } from './fixture.ts';

/** Pictures for the eye, and what must hold in each: nothing runs out of its place. */
for (const [name, options] of [
  ['light', { width: 1200, height: 800 }],
  ['dark', { width: 1200, height: 800, dark: true }],
  ['narrow', { width: 550, height: 900 }],
] as const) {
  test(`the panel ${name}`, async ({ desk }) => {
    const { press, openPanel } = await desk(options);
    const { panel, open, screenshot } = await openPanel();
    for (const id of ['token-expired', 'preflight-unauthorized', 'credentials-omitted', 'insufficient-scope'])
      await press(id);
    await open('token-expired');
    await screenshot(`panel-${name}`);
    const overflow = await panel.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    for (const tab of ['Token', 'Cookies', 'CORS', 'HTTP']) {
      await panel.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await screenshot(`panel-${name}-${tab.toLowerCase()}`);
    }
  });
}
