/** Entries found by the number of a file and one thing more, made when they are first asked for. */
export interface PerFile<Key, Entry> {
  entry(file: number, key: Key, make: () => Entry): Entry;
  /** By file, in the order of first asking. */
  all(): Entry[];
}

export function perFile<Key, Entry>(): PerFile<Key, Entry> {
  const files = new Map<number, Map<Key, Entry>>();
  return {
    entry: (file, key, make) => {
      let entries = files.get(file);
      if (entries === undefined) {
        entries = new Map();
        files.set(file, entries);
      }
      let entry = entries.get(key);
      if (entry === undefined) {
        entry = make();
        entries.set(key, entry);
      }
      return entry;
    },
    all: () => [...files.values()].flatMap((entries) => [...entries.values()]),
  };
}
