import { Button } from 'react-aria-components';
import { OpenHar } from './open-har.tsx';
import { openHarFile } from './state/open-har.ts';
import { usePanel, useStore } from './state/use-panel.ts';

/** Nothing failed: says what would be shown here, and whether anything is being recorded. */
export function Empty() {
  const { settings, hostAccess } = usePanel((state) => state.recording);
  const requests = usePanel((state) => state.diagnosed.diagnosis.requests);
  const file = usePanel((state) => state.showing === 'file');
  const beside = usePanel((state) => state.beside);
  if (beside === 'nothing' && !file) return <NoFileYet />;
  return (
    <main className="empty">
      <h1>{headline(requests, file, settings?.paused ?? false, hostAccess === 'missing')}</h1>
      <p>
        Requests that are refused with 401 or 403, blocked by CORS, or sent back to sign-in appear here, each
        with its cause, the evidence, and who can fix it.
      </p>
      {!file && <p className="dim">{recordingWords(settings?.paused ?? false, hostAccess === 'missing')}</p>}
      <p className="dim">Nothing leaves this browser; reports are redacted.</p>
    </main>
  );
}

function NoFileYet() {
  const store = useStore();
  const opening = usePanel((state) => state.opening !== undefined);
  return (
    <main className="empty">
      <h1>Open a HAR file</h1>
      <p>
        Drop it anywhere on this page, or choose it: a recording that a browser, a proxy or a customer made.
        Each request that was refused is shown with its cause, the evidence, and who can fix it.
      </p>
      <OpenHar onFile={(file) => void openHarFile(file, store)}>
        <Button className="button main" isDisabled={opening}>
          Choose a file…
        </Button>
      </OpenHar>
      <p className="dim">
        The file is read in this browser and goes nowhere. To see the requests of a tab as they happen, open
        DevTools there and choose Auth.
      </p>
    </main>
  );
}

function headline(requests: number, file: boolean, paused: boolean, noAccess: boolean): string {
  if (requests === 1) return 'One request seen; it was not refused';
  if (requests > 1) return `${requests.toLocaleString('en-US')} requests seen, none refused`;
  if (file) return 'This file holds no requests';
  if (noAccess) return 'Keyhole cannot see this site’s requests';
  return paused ? 'Recording is paused' : 'No requests yet';
}

function recordingWords(paused: boolean, noAccess: boolean): string {
  if (noAccess) return 'Allow access to this site, then reload the page.';
  if (paused) return 'Recording is paused. Press the dot at the top left to go on.';
  return 'Recording. Use the page as usual, or reload it to see how it starts.';
}
