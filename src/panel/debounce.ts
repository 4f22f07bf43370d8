export interface Debounced {
  /** Runs after the pause, once for all calls within it. */
  soon(): void;
  /** Somebody is typing: what waits, waits a little longer. */
  holdOff(): void;
  cancel(): void;
}

/** Work leaves the page nine tenths of the time: after a run of 200 ms the next comes 1,800 ms later at the soonest. */
const IDLE_SHARE = 9;
const TYPING_PAUSE_MS = 250;

/** Runs `work` at most once in `pauseMs`, and the more rarely the longer it takes. */
export function debounced(
  work: () => void,
  pauseMs: number,
  now: () => number = () => performance.now(),
): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let notBefore = 0;
  let restedAt = 0;

  function run(): void {
    const wait = notBefore - now();
    if (wait > 0) {
      timer = setTimeout(run, wait);
      return;
    }
    timer = undefined;
    const started = now();
    work();
    const ended = now();
    restedAt = ended + (ended - started) * IDLE_SHARE;
  }

  return {
    soon() {
      timer ??= setTimeout(run, Math.max(pauseMs, restedAt - now()));
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
