import { onTestFinished } from "vitest";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { groupRows } from "../../src/partials/duckdb/group-rows.ts";
import { layoutOf } from "../../src/partials/groups.ts";
import { findExports } from "../../src/sources/find-exports.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

/** One export whose rows are grouped in a database, until the end of the test. */
export async function groupedUsage(lines: readonly string[]) {
  const folder = jobFolder({ "consumption/usage.csv": `${lines.join("\n")}\n` });
  const { job, formats } = folder.config();
  const [file] = (await findExports(job, formats)).consumption;
  if (file === undefined) throw new Error("no export was found");
  const engine = await openEngine({ workFolder: folder.root });
  onTestFinished(() => engine.close());
  const connection = await engine.connect();
  onTestFinished(() => connection.close());
  const layout = layoutOf(file);
  const { relation } = await groupRows(connection, [{ number: 0, path: file.path, layout }]);
  return { connection, file, layout, relation };
}
