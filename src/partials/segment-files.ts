import { join } from "node:path";

/** Where a segment lies: its partials, and its rejected rows where it has any. */
export function segmentFiles(folder: string, segment: string): { partials: string; rejects: string } {
  return { partials: join(folder, `${segment}.parquet`), rejects: join(folder, `${segment}.rejects.json`) };
}
