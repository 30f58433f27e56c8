import { type Connection, countType, intType, textType } from "../duckdb/engine.ts";
import { whyUnread } from "../duckdb/engine-error.ts";
import { sqlPath } from "../duckdb/sql-text.ts";
import { exclusionColumn, type FileToGroup, type Grouping, groupColumns } from "../groups.ts";
import type { SparkPlan } from "./plan.ts";
import { unusable } from "./stage.ts";
import { type LineState, lineStates, type SparkSet } from "./statements.ts";

/** The groups of a set, as Spark has written them. */
export interface StagedSet {
  readonly set: SparkSet;
  /** Paths of its Parquet files, at least one. */
  readonly paths: readonly string[];
}

/** What Spark found in each file, by the file's number. */
export type FoundLines = ReadonlyMap<number, ReadonlyMap<LineState, number>>;

const relation = "spark_groups";
/** Maps the paths that Spark names to numbers of files. */
const numbers = "spark_files";

/**
 * Counts the lines of all files by what Spark took them for. Creates the table of files that `shareOf` uses.
 *
 * @param input - the input folder as Spark was told to read it
 */
export async function countFoundLines(
  connection: Connection,
  staged: readonly StagedSet[],
  { sent }: Pick<SparkPlan, "sent">,
  input: string,
): Promise<FoundLines> {
  const numberOf = new Map(sent.map(({ number, export: { file } }) => [plainAddress(`${input}/${file}`), number]));
  const counted = await readStaged(staged, ({ paths }) =>
    connection.query(
      `SELECT coalesce(path, ''), state, CAST(sum("rows") AS BIGINT) FROM ${parquet(paths)} GROUP BY ALL`,
      { path: textType, state: textType, lines: countType },
    ),
  );
  const found = new Map<number, Map<LineState, number>>();
  const named = new Map<string, number>();
  for (const { path, state, lines } of counted) {
    const number = numberOf.get(plainAddress(decoded(path)));
    if (number === undefined) continue;
    named.set(path, number);
    found.set(number, (found.get(number) ?? new Map<LineState, number>()).set(state as LineState, lines));
  }
  const rows = [...named].map(([path, file]) => ({ path, file }));
  await connection.createTable(numbers, { path: textType, file: intType }, rows);
  return found;
}

/** Reads the groups of some files of one layout, of which Spark is sure. */
export async function shareOf(
  connection: Connection,
  staged: readonly StagedSet[],
  files: readonly FileToGroup[],
  found: FoundLines,
): Promise<Grouping> {
  const doubtful = files.flatMap(({ number }) => {
    const why = whyDoubtful(found.get(number));
    return why === undefined ? [] : [{ file: number, why }];
  });
  const unsure = new Set(doubtful.map(({ file }) => file));
  const sure = files.filter(({ number }) => !unsure.has(number));
  const columns = groupColumns(files[0]?.layout.exclusions.length ?? 0);
  const declared = columns.map(({ name, type }) => `"${name}" ${type}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${relation} (${declared.join(", ")})`);
  const list = [-1, ...sure.map(({ number }) => number)].join(", ");
  await readStaged(staged, async ({ set, paths }) => {
    const cells = columns.map(({ name, type }) => cellOf(set, name, type));
    await connection.run(
      `INSERT INTO ${relation} SELECT ${cells.join(", ")} FROM ${parquet(paths)} AS groups JOIN ${numbers} USING (path)
       WHERE state = 'row' AND ${numbers}.file IN (${list})`,
    );
    return [];
  });
  const grouped = sure.map(({ number }) => ({ file: number, rows: found.get(number)?.get("row") ?? 0 }));
  return { relation, grouped, doubtful };
}

function cellOf({ layout }: SparkSet, name: string, type: string): string {
  if (name === "file") return `${numbers}.file`;
  const isThere =
    name === "rows" ||
    name === "usd" ||
    [...layout.positions.keys()].some((column) => column === name) ||
    layout.exclusions.some((position, index) => position !== undefined && exclusionColumn(index) === name);
  return `CAST(${isThere ? `groups."${name}"` : "NULL"} AS ${type})`;
}

function whyDoubtful(lines: ReadonlyMap<LineState, number> | undefined): string | undefined {
  if (lines === undefined) return "not found by Spark";
  const [state] = [...lines.keys()].filter((each) => lineStates[each] !== undefined).sort();
  if (state !== undefined) return lineStates[state];
  const headers = lines.get("header") ?? 0;
  if (headers > 1) return "its header line again among the rows";
  return headers === 1 ? undefined : "no header line as written in the file";
}

/** Does something with each set, and says which one cannot be read. */
async function readStaged<T>(
  staged: readonly StagedSet[],
  read: (set: StagedSet) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (const set of staged) {
    try {
      all.push(...(await read(set)));
    } catch (error) {
      const [path = ""] = set.paths;
      const why = error instanceof Error ? whyUnread(error, path) : undefined;
      if (why === undefined) throw error;
      throw unusable(path, `groups that cannot be read: ${why}`, error);
    }
  }
  return all;
}

function parquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map(sqlPath).join(", ")}], hive_partitioning = false)`;
}

/** Spark names files as addresses, with characters escaped that a name may have. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Returns an address with one slash behind its scheme: `file:///exports` is `file:/exports`. */
function plainAddress(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:)\/+/i, "$1/");
}
