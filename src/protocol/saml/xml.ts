import { SaxesParser } from 'saxes';

/** An element by its local name: prefixes differ from sender to sender. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const DEPTH_AT_MOST = 40;
const ELEMENTS_AT_MOST = 5_000;
const ERRORS_AT_MOST = 20;

/**
 * Reads XML from the network: no document type, no entities but the five of XML, no more depth than a message has.
 * What is cut off at the end is read as far as it goes. `undefined` where there is no element, or it is too much, or no
 * XML.
 */
export function readXml(xml: string): XmlElement | undefined {
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const path: Open[] = [root];
  let elements = 0;
  const parser = new SaxesParser({ xmlns: false, position: false });
  let errors = 0;
  // A few errors in form are for whoever verifies: read on.
  parser.on('error', (error) => {
    errors += 1;
    if (errors > ERRORS_AT_MOST) throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a message has no document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (path.length > DEPTH_AT_MOST || elements > ELEMENTS_AT_MOST)
      throw new Error('more than a message has');
    const element: Open = {
      name: localName(name),
      attributes: new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value])),
      children: [],
      text: '',
    };
    path.at(-1)?.children.push(element);
    path.push(element);
  });
  parser.on('closetag', () => {
    if (path.length > 1) path.pop();
  });
  const append = (text: string) => {
    const open = path.at(-1);
    if (open) open.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  try {
    parser.write(xml);
  } catch {
    return undefined;
  }
  return root.children[0];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Text of the first child of that name, without blanks around it; `undefined` where there is none. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text.trim() || undefined;
}
