/** A picture as plain data: the panel makes elements of it, a report writes it down. */
export interface Drawing {
  readonly tag: 'svg' | 'g' | 'rect' | 'line' | 'path' | 'text' | 'title';
  /** By the names of SVG; `class` for style. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Drawing | string)[];
}

export function draw(
  tag: Drawing['tag'],
  attributes: Drawing['attributes'],
  ...children: readonly (Drawing | string)[]
): Drawing {
  return { tag, attributes, children };
}

/** As text, for a page. */
export function svgText({ tag, attributes, children }: Drawing): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : svgText(child)));
  return `<${tag}${written.join('')}>${inside.join('')}</${tag}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from the network stays text. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
