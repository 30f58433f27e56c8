import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Heaps below this are left to the engine. */
const largeHeapBytes = 512 * 2 ** 20;

/**
 * Gives back what the stages before have left in a large heap. The engine would let several times of what is needed pile up
 * before it collects; a workbook of 100,000 partners has better use for that memory.
 */
export function freeMemory(): void {
  if (process.memoryUsage().heapUsed < largeHeapBytes) return;
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
