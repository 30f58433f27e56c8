import { fileURLToPath } from "node:url";

/** The folder `config/` that the program ships with: beside `src/` and beside `dist/` alike. */
export function shippedConfig(): string {
  return fileURLToPath(new URL("../../config", import.meta.url));
}
