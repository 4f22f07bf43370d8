import { describe, expect, it } from 'vitest';
import { causes } from '../diagnosis/index.ts';
import { cataloguePage } from './catalogue-page.ts';

describe('the page of the catalogue', () => {
  it('is the one in docs/causes.md; npm run docs writes it anew', async () => {
    await expect(cataloguePage(causes)).toMatchFileSnapshot('../../docs/causes.md');
  });

  it('holds every cause once', () => {
    const headings = cataloguePage(causes).matchAll(/^### (.+)$/gm);
    expect([...headings].map(([, code]) => code).toSorted()).toEqual(
      causes.map(({ code }) => code).toSorted(),
    );
  });
});
