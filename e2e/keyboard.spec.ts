import { expect, test } from './fixture.ts';

test('the panel is worked by keyboard alone', async ({ sharedDesk }) => {
  const { press, rows, panel, devtools } = sharedDesk;
  for (const id of ['token-placeholder', 'insufficient-scope', 'bearer-duplicated']) await press(id);
  await expect.poll(rows).toHaveLength(3);
  // The tab stays where the last reader left it.
  await panel.getByRole('tab', { name: 'Diagnosis' }).click();
  const focused = panel.locator('[role="option"]:focus');

  // The panel has the focus, and nothing in it: arrows begin at the row that is shown.
  await panel.getByLabel('Summary').click();
  await devtools.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('aria-selected', 'true');
  await devtools.keyboard.press('Home');
  await devtools.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('data-cause', 'insufficient-scope');
  await expect(panel.locator('[data-role="lead"]')).toHaveAttribute('data-cause', 'insufficient-scope');
  await devtools.keyboard.press('Enter');
  await expect(panel.locator('[role="tabpanel"]:focus')).toBeVisible();
  await devtools.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('data-cause', 'insufficient-scope');

  await devtools.keyboard.press('ControlOrMeta+f');
  await devtools.keyboard.type('insufficient');
  await expect.poll(rows).toEqual(['403 insufficient-scope']);
  await devtools.keyboard.press('Escape');
  await expect.poll(rows).toHaveLength(3);
});
