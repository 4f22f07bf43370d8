import type { RefObject } from 'react';
import { Button, Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { OpenHar } from './open-har.tsx';
import { Check } from './parts/check.tsx';
import { ClearIcon } from './parts/icons.tsx';
import { ExportMenu } from './report/export-menu.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { CHIPS, type Chip } from './state/filter.ts';
import { openHarFile } from './state/open-har.ts';
import { usePanel, useStore } from './state/use-panel.ts';

const CHIP_NAMES: Readonly<Record<Chip, string>> = {
  all: 'All',
  '401': '401',
  '403': '403',
  cors: 'CORS',
  cookies: 'Cookies',
  'sign-in': 'Sign-in',
};

interface ToolbarProps {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** Esc or the down arrow in an empty filter: on to the list. */
  readonly onLeaveFilter: () => void;
}

export function Toolbar({ filterRef, onLeaveFilter }: ToolbarProps) {
  const store = useStore();
  const beside = usePanel((state) => state.beside);
  return (
    <header className="toolbar">
      <RecordButton />
      <ClearButton />
      <Filter filterRef={filterRef} onLeaveFilter={onLeaveFilter} />
      <Chips />
      <div className="space" />
      <GroupByCause />
      <OpenHar onFile={(file) => void openHarFile(file, store)}>
        <Button className="link">Open HAR…</Button>
      </OpenHar>
      <ExportMenu />
      {beside === 'tab' && <SettingsMenu />}
    </header>
  );
}

function RecordButton() {
  const store = useStore();
  const settings = usePanel((state) => state.recording.settings);
  if (!settings) return null;
  const recording = !settings.paused;
  const label = recording ? 'Pause recording' : 'Record';
  return (
    <ToggleButton
      className="tool record"
      isSelected={recording}
      aria-label={label}
      onChange={(selected) => store.source().change({ paused: !selected })}
    >
      <i className="dot" />
    </ToggleButton>
  );
}

function ClearButton() {
  const store = useStore();
  const live = usePanel(({ showing, beside }) => showing === 'live' && beside === 'tab');
  if (!live) return null;
  return (
    <Button className="tool" aria-label="Clear" onPress={() => store.source().clear()}>
      <ClearIcon />
    </Button>
  );
}

function Filter({ filterRef, onLeaveFilter }: ToolbarProps) {
  const store = useStore();
  const filter = usePanel((state) => state.filter);
  return (
    <SearchField
      className="filter"
      aria-label="Filter by URL, cause, status:401 or method:post"
      value={filter}
      onChange={(text) => store.setFilter(text)}
      onKeyDown={(event) => {
        const leaves =
          event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && filter === '');
        if (leaves) onLeaveFilter();
        else event.continuePropagation();
      }}
    >
      <Input ref={filterRef} placeholder="Filter: url, cause, status:401" spellCheck="false" />
      <Button className="filter-clear">×</Button>
    </SearchField>
  );
}

function Chips() {
  const store = useStore();
  const chip = usePanel((state) => state.chip);
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label="Show"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chip]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) store.setChip(key as Chip);
      }}
    >
      {CHIPS.map((id) => (
        <ToggleButton key={id} id={id} className="chip">
          {CHIP_NAMES[id]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function GroupByCause() {
  const store = useStore();
  const byCause = usePanel((state) => state.byCause);
  return (
    <Check selected={byCause} onChange={(selected) => store.setByCause(selected)}>
      Group by cause
    </Check>
  );
}
