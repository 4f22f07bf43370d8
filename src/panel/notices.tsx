import { Button, ProgressBar } from 'react-aria-components';
import { usePanel, useStore } from './state/use-panel.ts';
import { counted } from './state/words.ts';

/** What the reader must know before reading on: how far what is shown can be trusted. */
export function Notices() {
  return (
    <div className="notices">
      <OpeningNotice />
      <FileNotice />
      <AccessNotice />
      <ConnectionNotice />
      <DroppedNotice />
      <SaidNotice />
    </div>
  );
}

const STEP_WORDS = {
  reading: 'Reading',
  parsing: 'Parsing',
  diagnosing: 'Diagnosing',
  showing: 'Taking over',
} as const;

function OpeningNotice() {
  const opening = usePanel((state) => state.opening);
  if (!opening) return null;
  const { step, done } = opening.progress;
  return (
    <div className="notice" role="status">
      <ProgressBar
        className="progress"
        isIndeterminate={done === undefined}
        value={(done ?? 0) * 100}
        aria-label={`${STEP_WORDS[step]} ${opening.name}`}
      >
        {({ percentage, isIndeterminate }) => (
          <>
            <span>
              {STEP_WORDS[step]} <b>{opening.name}</b>
            </span>
            <span className={`track${isIndeterminate ? ' unknown' : ''}`}>
              <i style={{ width: isIndeterminate ? undefined : `${percentage}%` }} />
            </span>
          </>
        )}
      </ProgressBar>
      <Button className="link" onPress={opening.cancel}>
        Cancel
      </Button>
    </div>
  );
}

function FileNotice() {
  const store = useStore();
  const beside = usePanel((state) => state.beside);
  const file = usePanel((state) => state.recording.capture.source);
  const warnings = usePanel((state) => state.recording.warnings);
  if (file.kind !== 'har') return null;
  return (
    <div className={`notice${file.credentials === 'whole' ? '' : ' warns'}`} role="status">
      <span>
        <b>{file.name}</b>
        {file.creator !== '' && `, written by ${file.creator}`}.{' '}
        {file.credentials !== 'whole' &&
          'This file was cleaned of credentials. What is missing in it may have been sent, so such causes read “cannot tell”. Exported with sensitive data it tells more.'}
      </span>
      {warnings.length > 0 && (
        <details>
          <summary>{counted(warnings.length, 'oddity', 'oddities')} in the file</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
      <Button className="link" onPress={() => store.closeFile()}>
        {beside === 'tab' ? 'Back to this tab' : 'Close file'}
      </Button>
    </div>
  );
}

function AccessNotice() {
  const store = useStore();
  const missing = usePanel((state) => state.recording.hostAccess === 'missing');
  if (!missing) return null;
  return (
    <div className="notice warns" role="status">
      <span>The browser does not let Keyhole see the requests of this site.</span>
      <Button className="link" onPress={() => store.source().requestHostAccess()}>
        Allow access…
      </Button>
    </div>
  );
}

function ConnectionNotice() {
  const connection = usePanel((state) => state.recording.connection);
  if (connection === 'connected') return null;
  return (
    <div className="notice warns" role="status">
      {connection === 'lost'
        ? 'The recorder does not answer. What is shown may be behind; connecting again.'
        : 'Keyhole was updated or removed. Close DevTools and open it again to go on.'}
    </div>
  );
}

function DroppedNotice() {
  const dropped = usePanel((state) => state.recording.dropped);
  if (dropped === 0) return null;
  return (
    <div className="notice" role="status">
      {dropped.toLocaleString('en-US')} of the oldest requests were dropped to keep within memory.
    </div>
  );
}

function SaidNotice() {
  const store = useStore();
  const said = usePanel((state) => state.said);
  if (said?.tone !== 'error') return null;
  return (
    <div className="notice warns" role="alert">
      <span>{said.text}</span>
      <Button className="link" onPress={() => store.say(undefined)}>
        Close
      </Button>
    </div>
  );
}
