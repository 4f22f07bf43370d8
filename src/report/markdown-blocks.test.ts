import { describe, expect, it } from 'vitest';
import { parseMarkdown, parseSpans, splitSections } from './markdown-blocks.ts';

describe('the catalogue’s Markdown', () => {
  it('reads paragraphs, lists and fenced code', () => {
    expect(parseMarkdown('One\ntwo\n\n- a\n- b\n  more\n\n```js\nx < y\n\nz\n```\n\n1. c')).toEqual([
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'One two' }] },
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b more' }]],
      },
      { kind: 'code', text: 'x < y\n\nz' },
      { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'c' }]] },
    ]);
  });

  it('reads inline code, emphasis and https links', () => {
    expect(parseSpans('Set `exp` **now** ([RFC](https://rfc.test/1))')).toEqual([
      { kind: 'text', text: 'Set ' },
      { kind: 'code', text: 'exp' },
      { kind: 'text', text: ' ' },
      { kind: 'strong', text: 'now' },
      { kind: 'text', text: ' (' },
      { kind: 'link', text: 'RFC', url: 'https://rfc.test/1' },
      { kind: 'text', text: ')' },
    ]);
  });

  it('leaves everything else as text: markup, and links that are not https', () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '[x](http://a.test)',
      '*',
      '`',
    ]) {
      expect(parseSpans(text)).toEqual([{ kind: 'text', text }]);
    }
  });

  it('comes apart at its headings, but not at those inside code', () => {
    expect(
      splitSections('First.\n### Express\nUse `cors`.\n### Shell\n```sh\n### not a heading\n```'),
    ).toEqual({
      intro: 'First.',
      sections: [
        { name: 'Express', markdown: 'Use `cors`.' },
        { name: 'Shell', markdown: '```sh\n### not a heading\n```' },
      ],
    });
    expect(splitSections('Only text')).toEqual({ intro: 'Only text', sections: [] });
  });

  it('ends on an open fence, and on a long hostile text', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
    for (const text of ['['.repeat(20_000), '**'.repeat(20_000), '- '.repeat(20_000)]) {
      const started = performance.now();
      parseMarkdown(text);
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});
