import { expect, test } from './fixture.ts';

test('healthy journeys leave the list empty, and a refreshed 401 counts as recovered', async ({ desk }) => {
  const { press, openPanel } = await desk();
  const { panel, rows, failing, screenshot } = await openPanel();
  await screenshot('empty');
  for (const id of ['healthy-sign-in', 'healthy-cross-site']) await press(id);
  await expect(panel.getByRole('heading', { level: 1 })).toHaveText(/requests seen, none refused/);
  expect(await rows()).toEqual([]);

  await press('healthy-refresh');
  await expect.poll(rows).toEqual(['401 token-expired']);
  await expect(panel.getByText(/Recovered · 1 request/)).toBeVisible();
  await expect(failing).toHaveText('0');
  await screenshot('recovered');
});

test('failures that are not authentication’s are not blamed on it', async ({ desk }) => {
  const { press, openPanel } = await desk();
  const { panel, rows, failing } = await openPanel();
  for (const id of ['not-auth-500', 'not-auth-422', 'not-auth-refused', 'not-auth-aborted']) await press(id);
  // One that is: it comes last, so the others have been judged when it shows.
  await press('authorization-missing');
  await expect.poll(rows).toEqual(['401 authorization-missing']);
  await expect(failing).toHaveText('1');
  await expect(panel.locator('h1')).toHaveText(/carried no credential/);
});
