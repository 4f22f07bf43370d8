// Everything from the network is somebody else's text.
import { expect, test } from './fixture.ts';

for (const id of ['hostile-garbage-token', 'hostile-markup-claim', 'hostile-large-header']) {
  test(`${id} is shown as text and harms nothing`, async ({ desk }) => {
    const { press, openPanel } = await desk();
    const { devtools, panel, rows, screenshot } = await openPanel();
    const faults: string[] = [];
    devtools.on('pageerror', (error) => faults.push(error.message));
    devtools.on('dialog', (dialog) => faults.push(dialog.message()));
    const title = await panel.evaluate(() => document.title);
    await press(id);
    await expect.poll(rows).toHaveLength(1);
    await panel.locator('[role="option"][data-status]').first().click();
    for (const tab of await panel
      .getByRole('tablist', { name: 'About this request' })
      .getByRole('tab')
      .all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect(panel.locator('.tab-panel')).toBeVisible();
      expect(await panel.locator('main :is(img, iframe, object, script, [onerror], [onload])').count()).toBe(
        0,
      );
    }
    await screenshot(id);
    expect(await panel.evaluate(() => document.title)).toBe(title);
    expect(faults).toEqual([]);
  });
}

test('markup in a claim reads as it was written', async ({ sharedDesk: { press, rows, panel } }) => {
  await press('hostile-markup-claim');
  await expect.poll(rows).toHaveLength(1);
  await panel.locator('[role="option"][data-status]').first().click();
  await panel.getByRole('tab', { name: /^Token/ }).click();
  await expect(panel.getByText('<script>1</script>').first()).toBeVisible();
});
