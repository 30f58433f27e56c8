import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the version of this program, from its `package.json`. */
export function programVersion(): string {
  const path = fileURLToPath(new URL("../../package.json", import.meta.url));
  const { version: text } = JSON.parse(readFileSync(path, "utf8")) as { version?: unknown };
  return String(text);
}
