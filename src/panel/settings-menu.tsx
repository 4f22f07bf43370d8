import { Button, Dialog, DialogTrigger, Heading, Popover, Radio, RadioGroup } from 'react-aria-components';
import type { Settings } from '../messages/contract.ts';
import { SettingsIcon } from './parts/icons.tsx';
import { usePanel, useStore } from './state/use-panel.ts';

const RECORD: readonly {
  readonly value: Settings['record'];
  readonly label: string;
  readonly why: string;
}[] = [
  { value: 'always', label: 'Every tab', why: 'Shows what failed before DevTools was opened.' },
  { value: 'devtools', label: 'Only tabs with DevTools open', why: 'Costs other tabs nothing.' },
];

/** What is recorded, and what is kept. */
export function SettingsMenu() {
  const store = useStore();
  const settings = usePanel((state) => state.recording.settings);
  return (
    <DialogTrigger>
      <Button className="tool" aria-label="Settings">
        <SettingsIcon />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="settings">
          <Heading slot="title">Settings</Heading>
          {settings ? (
            <RadioGroup
              className="radios"
              aria-label="Record"
              value={settings.record}
              onChange={(record) => store.source().change({ record: record as Settings['record'] })}
            >
              <h3>Record</h3>
              {RECORD.map(({ value, label, why }) => (
                <Radio key={value} value={value} className="radio">
                  <span className="ring" />
                  <span>
                    {label}
                    <span className="dim">{why}</span>
                  </span>
                </Radio>
              ))}
            </RadioGroup>
          ) : (
            <p className="dim">
              An opened file has no settings. Go back to the tab to change what is recorded.
            </p>
          )}
          <p className="dim">
            Recordings stay in this browser’s memory until it is closed. Reports are redacted.
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
