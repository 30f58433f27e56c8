import { diskError, pathOf } from "../../domain/disk-error.ts";
import { invariant } from "../../domain/invariant.ts";
import { longestRow } from "../../rows/scan-rows.ts";
import {
  type AmountColumn,
  amountColumns,
  exclusionColumn,
  type FileToGroup,
  type Grouping,
  type GroupLayout,
  hasDollarsOnly,
  type StartGrouping,
  type TextColumn,
  textColumns,
} from "../groups.ts";
import { type Connection, countType, intType, textType } from "./engine.ts";
import { whyRefused } from "./engine-error.ts";
import { columnName, isUnnameable, sqlPath, sqlText } from "./sql-text.ts";

const relation = "grouped_rows";

/** Starts the embedded engine, which has nothing to do before it is asked. */
export const startEmbedded: StartGrouping = async () => ({ engine: "embedded", groupRows, end: async () => {} });

/**
 * Groups rows with the embedded engine, its side of the seam: reads files of one layout in one typed pass and sums
 * their rows by their raw texts. A file in which the reader finds anything wrong is doubtful; so is one that makes the
 * reader give up.
 */
export async function groupRows(connection: Connection, all: readonly FileToGroup[]): Promise<Grouping> {
  const unnamed = all.filter(({ path }) => isUnnameable(path));
  const named = all.filter((file) => !unnamed.includes(file));
  const rest = named.length === 0 ? { relation, grouped: [], doubtful: [] } : await groupNamed(connection, named);
  return { ...rest, doubtful: [...rest.doubtful, ...whyDoubtful(unnamed, "a name that is a pattern")] };
}

async function groupNamed(connection: Connection, files: readonly FileToGroup[]): Promise<Grouping> {
  const failure = await readUnlessRefused(connection, files);
  if (failure === undefined) return groupingOf(connection, files);
  const [only, ...others] = files;
  if (only === undefined || others.length === 0)
    return { relation, grouped: [], doubtful: whyDoubtful(files, failure) };
  return groupOneByOne(connection, files);
}

/** Tries each file alone to find the bad one, which makes the reader give up on the whole batch. */
async function groupOneByOne(connection: Connection, files: readonly FileToGroup[]): Promise<Grouping> {
  const readable: FileToGroup[] = [];
  const doubtful: Grouping["doubtful"][number][] = [];
  for (const file of files) {
    const failure = await readUnlessRefused(connection, [file]);
    if (failure === undefined) readable.push(file);
    else doubtful.push(...whyDoubtful([file], failure));
  }
  if (readable.length === 0 || readable.length === files.length) {
    return { relation, grouped: [], doubtful: whyDoubtful(files, "unreadable together with others") };
  }
  const rest = await groupNamed(connection, readable);
  return { ...rest, doubtful: [...doubtful, ...rest.doubtful] };
}

function whyDoubtful(files: readonly FileToGroup[], why: string): Grouping["doubtful"] {
  return files.map(({ number }) => ({ file: number, why }));
}

/** Reads files, and returns the reader's message where it gives up; other errors, such as a full disk, are thrown. */
async function readUnlessRefused(connection: Connection, files: readonly FileToGroup[]): Promise<string | undefined> {
  await connection.run(`DROP TABLE IF EXISTS ${rejectTables.errors}; DROP TABLE IF EXISTS ${rejectTables.scans}`);
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${relation} AS ${groupQuery(files)}`);
    return undefined;
  } catch (error) {
    const why = whyRefused(error);
    const file = files.find(({ path }) => path === pathOf(error));
    if (why === undefined) throw file === undefined ? error : diskError(error, file.path, "read");
    return why;
  }
}

async function groupingOf(connection: Connection, files: readonly FileToGroup[]): Promise<Grouping> {
  const rejected = await connection.query(
    `SELECT scans.file_path, min(errors.error_type::VARCHAR) FROM ${rejectTables.errors} errors
     JOIN ${rejectTables.scans} scans USING (scan_id, file_id) GROUP BY ALL`,
    { path: textType, why: textType },
  );
  const whys = new Map(rejected.map(({ path, why }) => [path, why.toLowerCase()]));
  const doubtful = files.flatMap(({ number, path }) => {
    const why = whys.get(path);
    return why === undefined ? [] : [{ file: number, why }];
  });
  invariant(doubtful.length >= whys.size, `rows were rejected of a file that was not read: ${[...whys.keys()]}`);
  if (doubtful.length > 0) {
    await connection.run(`DELETE FROM ${relation} WHERE file IN (${doubtful.map(({ file }) => file).join(", ")})`);
  }
  const counted = await connection.query(`SELECT file, sum(rows) FROM ${relation} GROUP BY file`, {
    file: intType,
    rows: countType,
  });
  const rowsOf = new Map(counted.map(({ file, rows }) => [file, rows]));
  const clean = files.filter(({ number }) => !doubtful.some(({ file }) => file === number));
  return {
    relation,
    grouped: clean.map(({ number }) => ({ file: number, rows: rowsOf.get(number) ?? 0 })),
    doubtful,
  };
}

/** Returns the query that reads the typed amount of each row, and sums the rows by their raw texts. */
function groupQuery(files: readonly FileToGroup[]): string {
  const layout = layoutOfAll(files);
  const numbers = `[${files.map(({ number }) => number).join(", ")}]`;
  const texts = textColumns.map(({ name }) => `${cell(layout, name)} AS ${name}`);
  const exclusions = layout.exclusions.map((position, index) => {
    return `${position === undefined ? noText : columnName(position)} AS ${exclusionColumn(index)}`;
  });
  const amounts = amountColumns.map(({ name }) => `CASE WHEN NOT plain THEN ${rawAmount(layout, name)} END AS ${name}`);
  const lines = layout.line === undefined ? [] : [`CAST(${columnName(layout.line)} AS INTEGER) AS line`];
  return `
    SELECT CAST(list_extract(${numbers}, CAST(file_index AS BIGINT) + 1) AS INTEGER) AS file,
      ${[...texts, ...exclusions, ...amounts, ...lines].join(",\n      ")},
      count(*) AS rows,
      sum(CASE WHEN plain THEN number END) AS usd
    FROM (
      SELECT *, coalesce(number IS NOT NULL AND ${inDollars(layout)} AND NOT (${hasOddCharacters("amount_text")}), false) AS plain
      FROM (
        SELECT *, ${plainNumber("amount_text", layout)} AS number
        FROM (SELECT *, file_index, ${amountText(layout)} AS amount_text FROM ${readCsv(files)})
      )
    )
    GROUP BY ALL`;
}

const noText = "CAST(NULL AS VARCHAR)";

function cell({ positions }: GroupLayout, column: TextColumn | AmountColumn): string {
  const position = positions.get(column);
  return position === undefined ? noText : columnName(position);
}

/** Returns SQL for a raw cell, an empty text where it is empty: NULL means that the row's amount is a plain number. */
function rawAmount(layout: GroupLayout, column: AmountColumn): string {
  return layout.positions.has(column) ? `coalesce(${cell(layout, column)}, '')` : noText;
}

/** Returns SQL for the amount: dollars where the row has them, else the amount in its own currency. */
function amountText(layout: GroupLayout): string {
  return `coalesce(${cell(layout, "amount_usd")}, ${cell(layout, "amount")})`;
}

/** Returns SQL for whether the amount is in US dollars as written. Other spellings of USD are read group by group. */
function inDollars(layout: GroupLayout): string {
  if (hasDollarsOnly(layout)) return "true";
  return layout.positions.has("amount_usd")
    ? `${cell(layout, "amount_usd")} IS NOT NULL`
    : `${cell(layout, "currency")} = 'USD'`;
}

/**
 * Returns SQL that finds texts which the database may accept as numbers, but not as S3 does: `1_000`; a lone sign
 * before a space; and exponents, which it rounds in binary (`5E-36` becomes 0.0000000001).
 */
export function hasOddCharacters(column: string): string {
  return ["_", " ", "e", "E"].map((character) => `contains(${column}, '${character}')`).join(" OR ");
}

/** Returns SQL for the amount that the database reads in a text, rounded half away from zero; NULL for none. */
export function plainNumber(column: string, { decimal }: Pick<GroupLayout, "decimal">): string {
  const number =
    decimal === "," ? `CASE WHEN contains(${column}, '.') THEN NULL ELSE replace(${column}, ',', '.') END` : column;
  return `TRY_CAST(${number} AS DECIMAL(18, 10))`;
}

/** The temporary tables that receive what a read rejects. */
const rejectTables = { errors: "reject_errors", scans: "reject_scans" } as const;

/**
 * Returns the call that reads CSV files with everything declared and nothing guessed: the dialect, and every column in
 * file order as text. Of each file one reject is kept, which is enough to doubt it.
 *
 * @param files - of one layout, at least one
 */
export function readCsv(files: readonly FileToGroup[]): string {
  const { delimiter, linesBefore, width } = layoutOfAll(files);
  const columns = Array.from({ length: width }, (_, position) => `'${columnName(position)}': 'VARCHAR'`);
  return `read_csv([${files.map(({ path }) => sqlPath(path)).join(", ")}],
    auto_detect = false, header = true, skip = ${linesBefore}, delim = ${sqlText(delimiter)}, quote = '"', escape = '"',
    columns = {${columns.join(", ")}}, hive_partitioning = false, max_line_size = ${2 * longestRow},
    store_rejects = true, rejects_table = '${rejectTables.errors}', rejects_scan = '${rejectTables.scans}', rejects_limit = 1)`;
}

/** Returns the layout that the files of one query share. */
function layoutOfAll([first]: readonly FileToGroup[]): FileToGroup["layout"] {
  invariant(first !== undefined, "a query without files");
  return first.layout;
}
