/** The one shape both a real port and a test double have. */
export interface Channel<Out, In> {
  /** Throws nothing: what is said into a closed line is lost. */
  post(message: Out): void;
  onMessage(listen: (message: In) => void): void;
  /** Called once, when the far end is gone. */
  onClose(listen: () => void): void;
  close(): void;
}

/** Two ends of one line, in memory: what one posts, the other hears in the next turn, in order. */
export function memoryLine<A, B>(): readonly [Channel<A, B>, Channel<B, A>] {
  const heard: [((message: B) => void)[], ((message: A) => void)[]] = [[], []];
  const closed: [(() => void)[], (() => void)[]] = [[], []];
  let isOpen = true;
  const later = (work: () => void) => queueMicrotask(() => isOpen && work());
  const hangUp = (by: 0 | 1) => {
    if (!isOpen) return;
    isOpen = false;
    for (const listen of closed[by === 0 ? 1 : 0]) queueMicrotask(listen);
  };
  return [
    {
      post: (message) => later(() => heard[1].forEach((listen) => void listen(structuredClone(message)))),
      onMessage: (listen) => void heard[0].push(listen),
      onClose: (listen) => void closed[0].push(listen),
      close: () => hangUp(0),
    },
    {
      post: (message) => later(() => heard[0].forEach((listen) => void listen(structuredClone(message)))),
      onMessage: (listen) => void heard[1].push(listen),
      onClose: (listen) => void closed[1].push(listen),
      close: () => hangUp(1),
    },
  ];
}
