export interface Debounced {
  /** Runs after the pause, once for all calls within it. */
  soon(): void;
  /** Somebody is typing: what waits, waits a little longer. */
  holdOff(): void;
  cancel(): void;
}

/** Work may take at most this part of the time: after a run of 200 ms the next comes 800 ms later at the soonest. */
const IDLE_SHARE = 4;
const TYPING_PAUSE_MS = 250;

/** Runs `work` at most once in `pauseMs`, and the more rarely the longer it takes. */
export function debounced(
  work: () => void,
  pauseMs: number,
  now: () => number = () => performance.now(),
): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastTook = 0;
  let notBefore = 0;

  function run(): void {
    const wait = notBefore - now();
    if (wait > 0) {
      timer = setTimeout(run, wait);
      return;
    }
    timer = undefined;
    const started = now();
    work();
    lastTook = now() - started;
  }

  return {
    soon() {
      timer ??= setTimeout(run, Math.max(pauseMs, lastTook * IDLE_SHARE));
    },
    holdOff() {
      notBefore = now() + TYPING_PAUSE_MS;
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
