/**
 * Computes once per key: an exchange, or a text that goes along with thousands of them. The memory goes with the
 * function, so it lives as long as the facts that hold it.
 */
export function memo<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const hit = known.get(key);
    if (hit !== undefined || known.has(key)) return hit as Value;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
