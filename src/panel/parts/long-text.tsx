import { useState } from 'react';
import { Button } from 'react-aria-components';

/** A header can hold a megabyte; nobody reads that by accident. */
const SHOW_AT_MOST = 2_000;

interface LongTextProps {
  readonly text: string;
  /** The words inside that decide; highlighted where they stand. */
  readonly mark?: string | undefined;
}

/** Text from the network: wrapped, cut where it is very long, never anything but text, turning no text around it. */
export function LongText({ text, mark }: LongTextProps) {
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= SHOW_AT_MOST ? text : text.slice(0, SHOW_AT_MOST);
  return (
    <>
      <bdi dir="ltr">
        <Marked text={shown} mark={mark} />
      </bdi>
      {shown.length < text.length && (
        <>
          …{' '}
          <Button className="link in-text" onPress={() => setWhole(true)}>
            Show all {text.length.toLocaleString('en-US')} characters
          </Button>
        </>
      )}
    </>
  );
}

function Marked({ text, mark }: LongTextProps) {
  const at = mark ? text.toLowerCase().indexOf(mark.toLowerCase()) : -1;
  if (!mark || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + mark.length)}</mark>
      {text.slice(at + mark.length)}
    </>
  );
}
