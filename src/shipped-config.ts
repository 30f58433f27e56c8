import { fileURLToPath } from "node:url";

/** The folder `config/` that the program ships with: beside `dist/`, into which this file is built, as beside `src/`. */
export function shippedConfig(): string {
  return fileURLToPath(new URL("../config", import.meta.url));
}
