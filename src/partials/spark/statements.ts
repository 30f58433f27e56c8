import {
  type AmountColumn,
  amountColumns,
  exclusionColumn,
  type GroupLayout,
  hasDollarsOnly,
  neededPositions,
  type TextColumn,
  textColumns,
} from "../groups.ts";
import { filesPattern, sparkText } from "./spark-text.ts";

/** Files that one statement groups: of one layout, with one kind of line end. */
export interface SparkSet {
  /** Begins the names of its views. */
  readonly name: string;
  /** Relative to the input folder; at least one. */
  readonly files: readonly string[];
  readonly layout: GroupLayout;
  /** The header lines of these files, as written. */
  readonly headers: readonly string[];
  readonly lineEnd: "\n" | "\r\n";
}

/** Folders as Spark names them, without a slash at their end. */
export interface SparkPlaces {
  readonly input: string;
  /** Where a set's groups go. */
  readonly target: string;
}

/** What a line is: a row to sum, or nothing to sum, or the reason why its file is doubtful. */
export const lineStates = {
  row: undefined,
  blank: undefined,
  header: undefined,
  quotes: "quotes that do not pair up on a line: one that is never closed, or a line end inside quotes",
  beside: "text beside a quoted field",
  long: "a row of more than 1.9 MB",
  characters: "control characters, a byte order mark inside, or bytes that are not UTF-8",
  width: "a row with another number of fields than the header",
} as const;

export type LineState = keyof typeof lineStates;

/** Most files that one pattern names. */
const filesPerView = 500;
/** Stays below the careful reader's limit, where one side counts a byte more than the other. */
const longestLine = 1_900_000;
/** Stands for a delimiter inside quotes; lines that have it are doubtful. */
const hidden = "'\\u0001'";
/** Stands for text beside a quoted field, likewise. */
const beside = "'\\u0002'";
/** Anything but tabs, line feeds inside quotes, and characters that mean themselves. One negated class is the fastest. */
const strange = "'[^\\\\t\\\\n -\\\\uFEFE\\\\x{10000}-\\\\x{10FFFF}]'";
/** What both engines read as the same number: Spark also casts exponents, spaces around, and digits of other scripts. */
const plainNumber = "'^[+-]?([0-9]{1,8}([.][0-9]*)?|[.][0-9]+)$'";

/**
 * Returns the statements that group the rows of a set, for Spark 3.5 and 4. No CSV reader of Spark's is involved: lines are
 * split by a strict grammar, and a line that leaves any doubt is not summed but counted, with its reason.
 */
export function groupingStatements(set: SparkSet, { input, target }: SparkPlaces): string[] {
  return [...lineViews(set, input), fieldView(set), rowView(set), insertGroups(set, target)];
}

function lineViews({ name, files, lineEnd }: SparkSet, input: string): string[] {
  const separator = lineEnd === "\n" ? "'\\n'" : "'\\r\\n'";
  const parts = chunks(files, filesPerView);
  const views = parts.map((part, index) => {
    const path = sparkText(filesPattern(input, part));
    return `CREATE OR REPLACE TEMPORARY VIEW ${name}_text_${index + 1} USING text OPTIONS (path ${path}, lineSep ${separator})`;
  });
  const lines = parts.map(
    (_, index) => `SELECT input_file_name() AS path, value AS line FROM ${name}_text_${index + 1}`,
  );
  return [...views, `CREATE OR REPLACE TEMPORARY VIEW ${name}_lines AS\n${lines.join("\nUNION ALL ")}`];
}

/**
 * Splits each line, with a delimiter put in front and behind, at its quotes: every second piece is quoted text, whose
 * delimiters are hidden; every other piece lies between two quoted fields, so that it begins and ends with a delimiter, or
 * is empty between doubled quotes.
 */
function fieldView({ name, layout, lineEnd }: SparkSet): string {
  const delimiter = sparkText(layout.delimiter);
  // A line feed can only be there where lines end in CRLF; outside quotes it is none of a row's.
  const noFeed = (text: string) => (lineEnd === "\n" ? "" : ` AND NOT contains(${text}, '\\n')`);
  return `CREATE OR REPLACE TEMPORARY VIEW ${name}_fields AS
SELECT path, line, open_quote, split(marked, ${delimiter}, -1) AS fields, contains(marked, ${beside}) AS beside
FROM (
  SELECT path, line, size(pieces) % 2 = 0 AS open_quote,
    CASE WHEN size(pieces) = 1${noFeed("line")} THEN get(pieces, 0)
      ELSE array_join(transform(pieces, (piece, place) -> CASE
        WHEN place % 2 = 1 THEN replace(piece, ${delimiter}, ${hidden})
        WHEN piece = '' THEN ''
        WHEN startswith(piece, ${delimiter}) AND endswith(piece, ${delimiter})${noFeed("piece")} THEN piece
        ELSE ${beside} END), '"') END AS marked
  FROM (SELECT path, line, split(concat(${delimiter}, line, ${delimiter}), '"', -1) AS pieces FROM ${name}_lines))`;
}

function rowView({ name, layout, headers }: SparkSet): string {
  const { width } = layout;
  const known = headers.flatMap((header) => [sparkText(header), sparkText(`\uFEFF${header}`)]);
  const cells = neededPositions(layout).map((position) => `${unquoted(position, layout)} AS c${position}`);
  return `CREATE OR REPLACE TEMPORARY VIEW ${name}_rows AS
SELECT path,
  CASE WHEN line = '' THEN 'blank'
    WHEN line IN (${known.join(", ")}) THEN 'header'
    WHEN open_quote THEN 'quotes'
    WHEN octet_length(line) > ${longestLine} THEN 'long'
    WHEN line RLIKE ${strange} THEN 'characters'
    WHEN beside THEN 'beside'
    WHEN size(fields) = ${width + 2} OR (size(fields) = ${width + 3} AND get(fields, ${width + 1}) = '') THEN 'row'
    ELSE 'width' END AS state,
  ${cells.join(",\n  ")}
FROM ${name}_fields`;
}

/** The first of the fields is the empty one before the delimiter put in front of the line. */
function unquoted(position: number, { delimiter }: GroupLayout): string {
  const cell = `get(fields, ${position + 1})`;
  const inner = `substring(${cell}, 2, length(${cell}) - 2)`;
  const text = `replace(replace(${inner}, '""', '"'), ${hidden}, ${sparkText(delimiter)})`;
  return `nullif(CASE WHEN startswith(${cell}, '"') THEN ${text} ELSE ${cell} END, '')`;
}

function insertGroups({ name, layout }: SparkSet, target: string): string {
  const texts = [...layout.positions]
    .filter(([column]) => textColumns.some((text) => text.name === column))
    .map(([column, position]) => ({ column: column as string, cell: `c${position}` }));
  const exclusions = layout.exclusions.flatMap((position, index) =>
    position === undefined ? [] : [{ column: exclusionColumn(index), cell: `c${position}` }],
  );
  const amounts = amountColumns.filter((amount) => layout.positions.has(amount.name)).map((amount) => amount.name);
  const keys = ["path", "state", ...[...texts, ...exclusions].map(({ column }) => column), ...amounts];
  const values = [
    ...[...texts, ...exclusions].map(({ column, cell }) => `CASE WHEN state = 'row' THEN ${cell} END AS ${column}`),
    ...amounts.map(
      (column) =>
        `CASE WHEN state = 'row' AND usd IS NULL THEN coalesce(${cellOf(layout, column)}, '') END AS ${column}`,
    ),
  ];
  const text = decimalText(layout);
  return `INSERT OVERWRITE DIRECTORY ${sparkText(target)} USING parquet
SELECT ${keys.join(", ")}, count(*) AS \`rows\`, sum(usd) AS usd
FROM (
  SELECT path, state, usd, ${values.join(", ")}
  FROM (
    SELECT *, CASE WHEN ${inDollars(layout)} AND ${text} RLIKE ${plainNumber} THEN try_cast(${text} AS DECIMAL(18, 10)) END AS usd
    FROM (SELECT *, ${amountText(layout)} AS amount_text FROM ${name}_rows)))
GROUP BY ${keys.join(", ")}`;
}

function cellOf({ positions }: GroupLayout, column: TextColumn | AmountColumn): string {
  const position = positions.get(column);
  return position === undefined ? "CAST(NULL AS STRING)" : `c${position}`;
}

/** Dollars where the row has them, else the amount in its own currency. */
function amountText(layout: GroupLayout): string {
  return `coalesce(${cellOf(layout, "amount_usd")}, ${cellOf(layout, "amount")})`;
}

function decimalText({ decimal }: GroupLayout): string {
  return decimal === ","
    ? "CASE WHEN contains(amount_text, '.') THEN NULL ELSE replace(amount_text, ',', '.') END"
    : "amount_text";
}

/** Whether the amount is in US dollars as written; the sum of a row that is not summed is not asked for. */
function inDollars(layout: GroupLayout): string {
  const isRow = "state = 'row'";
  if (hasDollarsOnly(layout)) return isRow;
  if (layout.positions.has("amount_usd")) return `${isRow} AND ${cellOf(layout, "amount_usd")} IS NOT NULL`;
  return `${isRow} AND coalesce(${cellOf(layout, "currency")} = 'USD', false)`;
}

function chunks<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
