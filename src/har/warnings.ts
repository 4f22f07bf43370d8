/** What was repaired while reading a file: one line a kind of repair, naming the first place. */
export interface Warnings {
  readonly add: (place: string, text: string) => void;
  readonly lines: () => string[];
}

export function collectWarnings(): Warnings {
  const kinds = new Map<string, { place: string; times: number }>();
  return {
    add(place, text) {
      const kind = kinds.get(text);
      if (kind) kind.times += 1;
      else kinds.set(text, { place, times: 1 });
    },
    lines() {
      return [...kinds].map(([text, { place, times }]) =>
        times === 1 ? `${place}: ${text}` : `${place} and ${times - 1} more: ${text}`,
      );
    },
  };
}
