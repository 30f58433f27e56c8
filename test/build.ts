import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds `dist/` once before the tests, some of which run the program as its users do. */
export function setup(): void {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const bundler = ["node_modules/rolldown/bin/cli.mjs", "--config", "rolldown.config.mjs", "--log-level", "warn"];
  execFileSync(process.execPath, bundler, { cwd: root, stdio: "inherit" });
}
