import { InputError, type ProblemText } from "../../domain/input-error.ts";
import { invariant } from "../../domain/invariant.ts";
import { decimalText } from "../../rows/cell-text.ts";
import type { NumberedRow } from "../../rows/numbered-csv.ts";
import { type Connection, countType, nullable, textType } from "./engine.ts";
import { type ParquetColumn, type ParquetPlace, unlessDamaged } from "./parquet-columns.ts";
import { columnName, sqlName, sqlPath } from "./sql-text.ts";

/** What is read of a Parquet file. */
export interface ParquetReading {
  readonly columns: readonly ParquetColumn[];
  /** Positions of the columns that are needed; the cells of others stay empty. */
  readonly needed: readonly number[];
  /** Most bytes that the rows may have as CSV. */
  readonly maxBytes: number;
}

/** A column that is read, and its position in the file. */
interface ReadColumn {
  readonly position: number;
  readonly column: ParquetColumn;
}

/**
 * Reads the rows of a Parquet file in its order, with every value as its text (S14): first the names of the columns as
 * row 0, then the rows from 1 on.
 *
 * @param connection - on which nothing else runs meanwhile
 * @throws InputError when the file is damaged or too large, or a needed column has no text
 */
export async function* parquetRows(
  connection: Connection,
  place: ParquetPlace,
  { columns, needed, maxBytes }: ParquetReading,
): AsyncGenerator<readonly NumberedRow[]> {
  const read = [...new Set(needed)].map((position) => ({ position, column: columnAt(columns, position) }));
  refuseNested(read, place);
  await refuseTooLarge(connection, place, { columns: columns.length, maxBytes });
  yield [{ line: 0, cells: columns.map(({ name }) => name) }];
  const texts = read.map(({ position }) => [columnName(position), nullable(textType)] as const);
  const rows = connection.queryAsStream(rowsQuery(place, read), { line: countType, ...Object.fromEntries(texts) });
  for (;;) {
    const next = await unlessDamaged(place, () => rows.next());
    if (next.done === true) return;
    yield next.value.map((row) => ({ line: row.line, cells: cellsOf(row, read, columns.length) }));
  }
}

function columnAt(columns: readonly ParquetColumn[], position: number): ParquetColumn {
  const column = columns[position];
  invariant(column !== undefined, `there is no column ${position}`);
  return column;
}

/** The database reads several parts of a file at once; only sorted by their numbers are rows in the file's order. */
function rowsQuery({ path }: ParquetPlace, read: readonly ReadColumn[]): string {
  const texts = read.map(({ position, column }) => `${textOf(column)} AS ${columnName(position)}`);
  return `
    SELECT ${["file_row_number + 1 AS line", ...texts].join(",\n      ")}
    FROM read_parquet(${sqlPath(path)}, file_row_number = true, hive_partitioning = false)
    ORDER BY file_row_number`;
}

/** Returns SQL for a column's values as texts, as they should stand in a CSV file. */
function textOf({ called, type }: ParquetColumn): string {
  const value = sqlName(called);
  const text = `CAST(${value} AS VARCHAR)`;
  if (type === "BOOLEAN") return `upper(${text})`;
  // Casting would ask for the time zone of this machine.
  if (type === "TIMESTAMP WITH TIME ZONE") {
    const inUtc = `CAST(make_timestamp(epoch_us(${value})) AS VARCHAR)`;
    return `CASE WHEN isfinite(${value}) THEN replace(${inUtc}, ' ', 'T') || 'Z' ELSE '' END`;
  }
  return type.startsWith("TIMESTAMP") ? `replace(${text}, ' ', 'T')` : text;
}

function cellsOf(row: Readonly<Record<string, unknown>>, read: readonly ReadColumn[], width: number): string[] {
  const cells = Array.from({ length: width }, () => "");
  for (const { position, column } of read) {
    const text = row[columnName(position)];
    if (typeof text === "string") cells[position] = isBinary(column) ? shortest(text) : text;
  }
  return cells;
}

const isBinary = ({ type }: ParquetColumn) => type === "DOUBLE" || type === "FLOAT";

/** Returns a binary number as the database prints it (`1e+17`, `5.0`) without exponent and without `.0`. */
function shortest(text: string): string {
  const number = Number(text);
  return Number.isFinite(number) ? decimalText(number) : text;
}

/** Types whose values are a text, a number or a time; of others the database prints something that nothing else reads. */
const plainType =
  /^(VARCHAR|JSON|ENUM\(.*\)|UUID|DATE|TIME.*|DECIMAL\(\d+,\d+\)|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|BOOLEAN|INTERVAL)$/;

function refuseNested(read: readonly ReadColumn[], { file }: ParquetPlace): void {
  const nested = read.filter(({ column }) => !plainType.test(column.type) || column.type.endsWith("]"));
  if (nested.length > 0) throw new InputError(nested.map(({ column }) => ({ file, ...nestedColumn(column) })));
}

function nestedColumn({ name, type }: ParquetColumn): ProblemText {
  return {
    code: "nested-column",
    found: `the column ${name} of the type ${type.length > 60 ? `${type.slice(0, 60)}…` : type}`,
    expected: "a text, a number or a day in every column that is read",
    fix: "export it as CSV, or with a plain value in this column",
  };
}

/** Refuses a file that would be too large as CSV before it is sorted: a few bytes may say that there are billions of rows. */
async function refuseTooLarge(
  connection: Connection,
  place: ParquetPlace,
  { columns, maxBytes }: { readonly columns: number; readonly maxBytes: number },
): Promise<void> {
  const sql = `SELECT num_rows FROM parquet_file_metadata(${sqlPath(place.path)})`;
  const [found] = await unlessDamaged(place, () => connection.query(sql, { rows: countType }));
  if (found !== undefined && found.rows * (columns + 1) <= maxBytes) return;
  throw new InputError({
    code: "too-large",
    file: place.file,
    found: `${found?.rows} rows, more than ${maxBytes} bytes as CSV`,
    expected: "a file within the limit that job.yaml sets",
    fix: "raise `maxExpandedBytes` in job.yaml if the file is genuine",
  });
}
