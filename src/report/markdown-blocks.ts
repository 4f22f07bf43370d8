export type MarkdownBlock =
  | { readonly kind: 'paragraph'; readonly spans: readonly MarkdownSpan[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly MarkdownSpan[])[];
    };

export type MarkdownSpan =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  /** `url` begins with `https://`. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export interface MarkdownSections {
  /** What stands before the first heading. */
  readonly intro: string;
  readonly sections: readonly { readonly name: string; readonly markdown: string }[];
}

/** Takes a text apart at its `###` headings; those inside code are code. */
export function splitSections(text: string): MarkdownSections {
  const intro: string[] = [];
  const sections: { readonly name: string; readonly lines: string[] }[] = [];
  let inCode = false;
  for (const line of text.split(/\r?\n/)) {
    if (isFence(line)) inCode = !inCode;
    if (!inCode && line.startsWith('### ')) sections.push({ name: line.slice(4).trim(), lines: [] });
    else (sections.at(-1)?.lines ?? intro).push(line);
  }
  return {
    intro: intro.join('\n').trim(),
    sections: sections.map(({ name, lines }) => ({ name, markdown: lines.join('\n').trim() })),
  };
}

const ITEM = /^\s*(?:[-*]|(\d{1,3})\.)\s+(.*)$/;

/** Reads the small part of Markdown that the catalogue's texts are written in. Never throws; the rest is text. */
export function parseMarkdown(text: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const lines = text.split(/\r?\n/);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') at += 1;
    else if (isFence(line)) at = readFence(lines, at, blocks);
    else if (ITEM.test(line)) at = readList(lines, at, blocks);
    else at = readParagraph(lines, at, blocks);
  }
  return blocks;
}

function isFence(line: string): boolean {
  return line.trimStart().startsWith('```');
}

function readFence(lines: readonly string[], start: number, blocks: MarkdownBlock[]): number {
  let end = start + 1;
  while (end < lines.length && !isFence(lines[end]!)) end += 1;
  blocks.push({ kind: 'code', text: lines.slice(start + 1, end).join('\n') });
  return end + 1;
}

function readList(lines: readonly string[], start: number, blocks: MarkdownBlock[]): number {
  const items: string[] = [];
  let at = start;
  for (; at < lines.length && lines[at]!.trim() !== '' && !isFence(lines[at]!); at += 1) {
    const item = ITEM.exec(lines[at]!);
    if (item) items.push(item[2] ?? '');
    else items.push(`${items.pop() ?? ''} ${lines[at]!.trim()}`);
  }
  const ordered = ITEM.exec(lines[start]!)?.[1] !== undefined;
  blocks.push({ kind: 'list', ordered, items: items.map(parseSpans) });
  return at;
}

function readParagraph(lines: readonly string[], start: number, blocks: MarkdownBlock[]): number {
  let at = start + 1;
  while (at < lines.length && lines[at]!.trim() !== '' && !isFence(lines[at]!) && !ITEM.test(lines[at]!))
    at += 1;
  blocks.push({ kind: 'paragraph', spans: parseSpans(lines.slice(start, at).join(' ')) });
  return at;
}

const SPAN =
  /`([^`\n]{1,2000})`|\*\*([^*\n]{1,500})\*\*|\[([^\]\n]{1,500})\]\((https:\/\/[^)\s]{1,1000})\)|\*([^*\s][^*\n]{0,300})\*/g;

export function parseSpans(text: string): readonly MarkdownSpan[] {
  const spans: MarkdownSpan[] = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) spans.push({ kind: 'text', text: text.slice(end, match.index) });
    spans.push(spanOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push({ kind: 'text', text: text.slice(end) });
  return spans;
}

function spanOf([whole, code, strong, label, url, emphasis]: RegExpMatchArray): MarkdownSpan {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (label !== undefined && url !== undefined) return { kind: 'link', text: label, url };
  return { kind: 'emphasis', text: emphasis ?? whole };
}
