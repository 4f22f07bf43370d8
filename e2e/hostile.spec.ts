import { expect, test } from './fixture.ts';

for (const id of ['hostile-garbage-token', 'hostile-markup-claim', 'hostile-large-header']) {
  test(`${id} is shown as text and harms nothing`, async ({ desk }) => {
    const { press, openPanel } = await desk();
    const { devtools, panel, rows, screenshot } = await openPanel();
    const faults: string[] = [];
    devtools.on('pageerror', (error) => faults.push(error.message));
    devtools.on('dialog', (dialog) => faults.push(dialog.message()));
    await press(id);
    await expect.poll(rows).toHaveLength(1);
    await panel.locator('[role="option"][data-status]').first().click();
    for (const tab of await panel.getByRole('tab').all()) {
      await tab.click();
      await expect(panel.getByRole('tabpanel')).toBeVisible();
    }
    await screenshot(id);
    expect(await panel.locator('img[src="x"], [onerror], script:not([src])').count()).toBe(0);
    expect(faults).toEqual([]);
  });
}
