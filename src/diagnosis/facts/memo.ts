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

/**
 * Like `memo`, for many functions of the same keys: all that is known of a key lies together, so a look-up is paid
 * when the key changes, not for every question about it.
 */
export function memoFor<Key>(): <Value>(compute: (key: Key) => Value) => (key: Key) => Value {
  const known = new Map<Key, unknown[]>();
  let functions = 0;
  let lastKey: Key | undefined;
  let lastValues: unknown[] | undefined;
  const valuesOf = (key: Key): unknown[] => {
    if (key === lastKey && lastValues) return lastValues;
    let values = known.get(key);
    if (!values) {
      values = new Array(functions);
      known.set(key, values);
    }
    lastKey = key;
    lastValues = values;
    return values;
  };
  return <Value>(compute: (key: Key) => Value) => {
    const position = functions++;
    return (key: Key): Value => {
      const values = valuesOf(key);
      if (values[position] === undefined) values[position] = compute(key) ?? NOTHING;
      const value = values[position];
      return (value === NOTHING ? undefined : value) as Value;
    };
  };
}

/** Stands for what was computed and came to nothing. */
const NOTHING = Symbol('nothing');
