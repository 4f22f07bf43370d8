import { Button } from 'react-aria-components';
import { copyText } from '../../browser/hand-over.ts';
import { useStore } from '../state/use-panel.ts';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

/** Copies when pressed, and says so at the foot of the panel. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const store = useStore();
  async function copy(): Promise<void> {
    const copied = await copyText(text());
    store.say(
      copied
        ? { text: 'Copied', tone: 'plain' }
        : { text: 'The clipboard did not take it. Select the text and copy it by hand.', tone: 'error' },
    );
  }
  return (
    <Button className="link" onPress={copy}>
      {label}
    </Button>
  );
}
