export interface Later {
  /** Runs the work once, some time after the first start; starts in between change nothing. */
  readonly start: () => void;
  readonly cancel: () => void;
}

/** Work that waits `ms` for more of its kind. */
export function later(ms: number, work: () => void): Later {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start() {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
