import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { AsyncCaptureWork } from '../state/capture-work.ts';
import { copyAsCurl, copyForTicket, FILES } from '../state/exports.ts';
import type { ReportFormat } from '../state/reporter.ts';
import { usePanel, useStore } from '../state/use-panel.ts';
import { workOnShown } from '../state/work-on-shown.ts';
import { ReportDialog } from './report-dialog.tsx';

/** The report for a ticket at one click; files after a look at what is in them. */
export function ExportMenu() {
  const store = useStore();
  const nothing = usePanel((state) => state.diagnosed.diagnosis.failures.length === 0);
  const [previewed, setPreviewed] = useState<Previewed>();
  return (
    <>
      <Button className="link" isDisabled={nothing} onPress={() => void copyForTicket(store)}>
        Copy for ticket
      </Button>
      <MenuTrigger>
        <Button className="link" isDisabled={nothing}>
          Export report <span className="caret">▾</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="menu">
            {FILES.map(({ id, label }) => (
              <MenuItem
                key={id}
                id={id}
                onAction={() =>
                  setPreviewed({ format: id, work: workOnShown(store.read().diagnosed, store.source()) })
                }
              >
                {label}
              </MenuItem>
            ))}
            <Separator className="separator" />
            <MenuItem id="curl" onAction={() => void copyAsCurl(store)}>
              Copy request as cURL
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {previewed && <ReportDialog {...previewed} onClose={() => setPreviewed(undefined)} />}
    </>
  );
}

interface Previewed {
  readonly format: ReportFormat;
  readonly work: AsyncCaptureWork;
}
