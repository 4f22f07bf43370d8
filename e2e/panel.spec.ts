import { DOCKED_RIGHT, type Panel, WIDE } from './browser.ts';
import { cause, expect, lead, row, rows, test } from './test.ts';

const SOME = ['insufficient-scope', 'cors-origin-missing', 'credentials-omitted', 'bearer-duplicated'];

test('says what it is for while nothing has failed', async ({ open }) => {
  const panel = await (await open()).openPanel();
  await expect(panel.frame.getByRole('heading', { level: 1 })).toHaveText(
    /none refused|was not refused|No requests yet/,
  );
  await panel.screenshot('empty');
});

for (const theme of ['light', 'dark'] as const) {
  test(`wears the ${theme} theme of DevTools, wide and docked to the right`, async ({ open }) => {
    const browser = await open({ theme });
    const panel = await browser.openPanel();
    for (const button of SOME) await cause(browser.page, button);
    await expect(rows(panel)).toHaveCount(SOME.length);
    await row(panel, 'insufficient-scope').click();
    await expect(lead(panel)).toBeVisible();

    expect(await brightness(panel)).toBe(theme);
    for (const [name, size] of [
      ['wide', WIDE],
      ['narrow', DOCKED_RIGHT],
    ] as const) {
      await panel.resize(size);
      await panel.screenshot(`${theme}-${name}`);
      const overflow = await panel.frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name}: nothing to scroll sideways`).toBeLessThanOrEqual(0);
    }
    const list = await panel.frame.locator('.list-column').boundingBox();
    const detail = await panel.frame.locator('.detail-column').boundingBox();
    expect(list!.y + list!.height, 'narrow: the list stands above the diagnosis').toBeLessThanOrEqual(
      detail!.y + 1,
    );
  });
}

test('is worked by keyboard alone', async ({ open }) => {
  const browser = await open();
  const panel = await browser.openPanel();
  const { keyboard } = panel.devtools;
  for (const button of SOME) await cause(browser.page, button);
  await expect(rows(panel)).toHaveCount(SOME.length);

  await panel.frame.locator('[role="option"]').first().focus();
  await keyboard.press('ArrowDown');
  const second = await panel.frame.locator('[role="option"]:focus').getAttribute('data-cause');
  await expect(lead(panel)).toHaveAttribute('data-cause', second!);
  await keyboard.press('Enter');
  await expect(panel.frame.locator('[role="tabpanel"]:focus')).toBeVisible();
  await keyboard.press('Escape');
  await expect(panel.frame.locator('[role="option"]:focus')).toHaveAttribute('data-cause', second!);
  await keyboard.press('ControlOrMeta+f');
  await keyboard.type('scope');
  await expect(rows(panel)).toHaveCount(1);
});

async function brightness({ frame }: Panel): Promise<'light' | 'dark'> {
  return frame.evaluate(() => {
    const colour = getComputedStyle(document.body).backgroundColor;
    const [red = 255, green = 255, blue = 255] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return red + green + blue > 384 ? 'light' : 'dark';
  });
}
