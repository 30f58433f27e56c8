import { randomBytes } from "node:crypto";

/** Creates a run id, which sorts by time and is unique: `20170815T021502Z-1f3a5c`. */
export function newRunId(now: Date): string {
  const instant = now.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${instant}-${randomBytes(3).toString("hex")}`;
}
