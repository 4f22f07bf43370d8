/**
 * Computes once per key: an exchange, or a text that goes along with thousands of them. The memory goes with the
 * function, so it lives as long as the facts that hold it.
 */
export function memo<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  // Every cause asks about the same exchange before the next comes.
  let lastKey: Key | undefined;
  let lastValue: Value | undefined;
  return (key) => {
    if (key === lastKey && key !== undefined) return lastValue as Value;
    let value = known.get(key);
    if (value === undefined && !known.has(key)) {
      value = compute(key);
      known.set(key, value);
    }
    lastKey = key;
    lastValue = value;
    return value as Value;
  };
}
