import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Builds `dist/` before the tests, some of which run the program as its users do: once, however many kinds of test need it. */
export function setup(): void {
  if (process.env["TIERBOOK_BUILT"] === "for these tests") return;
  process.env["TIERBOOK_BUILT"] = "for these tests";
  const root = fileURLToPath(new URL("..", import.meta.url));
  rmSync(new URL("../dist", import.meta.url), { recursive: true, force: true });
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
}
