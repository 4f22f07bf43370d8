import { Fragment, type ReactNode } from 'react';
import { type MarkdownBlock, type MarkdownSpan, parseMarkdown } from '../../report/markdown-blocks.ts';

/** Renders the catalogue's texts: paragraphs, lists, code and links, as React elements and nothing else. */
export function Markdown({ text }: { readonly text: string }) {
  return <div className="markdown">{parseMarkdown(text).map(renderBlock)}</div>;
}

function renderBlock(block: MarkdownBlock, index: number): ReactNode {
  switch (block.kind) {
    case 'code':
      return <pre key={index}>{block.text}</pre>;
    case 'paragraph':
      return <p key={index}>{block.spans.map(renderSpan)}</p>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List key={index}>
          {block.items.map((spans, item) => (
            <li key={item}>{spans.map(renderSpan)}</li>
          ))}
        </List>
      );
    }
  }
}

function renderSpan(span: MarkdownSpan, index: number): ReactNode {
  switch (span.kind) {
    case 'text':
      return <Fragment key={index}>{span.text}</Fragment>;
    case 'code':
      return <code key={index}>{span.text}</code>;
    case 'strong':
      return <strong key={index}>{span.text}</strong>;
    case 'emphasis':
      return <em key={index}>{span.text}</em>;
    case 'link':
      return (
        <a key={index} href={span.url} target="_blank" rel="noreferrer">
          {span.text}
        </a>
      );
  }
}
