import { createElement, type ReactNode } from 'react';
import type { Drawing } from '../../report/drawing/drawing.ts';

/** A drawing as elements. */
export function Picture({ drawing }: { readonly drawing: Drawing }): ReactNode {
  return elementOf(drawing, 0);
}

function elementOf({ tag, attributes, children }: Drawing, key: number): ReactNode {
  const properties = Object.entries(attributes).map(([name, value]) => [REACT_NAMES[name] ?? name, value]);
  return createElement(
    tag,
    { key, ...Object.fromEntries(properties) },
    ...children.map((child, index) => (typeof child === 'string' ? child : elementOf(child, index))),
  );
}

const REACT_NAMES: Readonly<Record<string, string>> = { class: 'className', 'text-anchor': 'textAnchor' };
