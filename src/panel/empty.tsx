import { usePanel } from './state/use-panel.ts';

/** Nothing failed: says what would be shown here, and whether anything is being recorded. */
export function Empty() {
  const { settings, hostAccess } = usePanel((state) => state.recording);
  const requests = usePanel((state) => state.diagnosed.diagnosis.requests);
  const file = usePanel((state) => state.showing === 'file');
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
