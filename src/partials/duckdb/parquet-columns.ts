import { diskError } from "../../domain/disk-error.ts";
import { InputError, type ProblemText } from "../../domain/input-error.ts";
import { firstBytes } from "../../rows/file-head.ts";
import { otherThan } from "../../rows/not-a-table.ts";
import { type Connection, countType, textType } from "./engine.ts";
import { whyUnread } from "./engine-error.ts";
import { sqlPath } from "./sql-text.ts";

/** A Parquet file. */
export interface ParquetPlace {
  /** Absolute path. */
  readonly path: string;
  /** Name for messages: relative to the input folder. */
  readonly file: string;
}

/** A column of a Parquet file. */
export interface ParquetColumn {
  /** As the file says; two columns may have one name. */
  readonly name: string;
  /** What the database calls it, which is unique. */
  readonly called: string;
  /** Its type in the database. */
  readonly type: string;
}

/**
 * Reads what columns a Parquet file has, in the order of the file.
 *
 * @throws InputError when it cannot be read, is damaged, or is something else
 */
export async function parquetColumns(connection: Connection, place: ParquetPlace): Promise<ParquetColumn[]> {
  await refuseOther(place);
  return unlessDamaged(place, async () => {
    const path = sqlPath(place.path);
    const columns = await connection.query(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${path}, hive_partitioning = false))`,
      { called: textType, type: textType },
    );
    const nodes = await connection.query(
      `SELECT name, coalesce(num_children, 0)::BIGINT FROM parquet_schema(${path})`,
      { name: textType, children: countType },
    );
    const names = topNames(nodes);
    return columns.map((column, index) => ({ ...column, name: names[index] ?? column.called }));
  });
}

/** Returns the names of the columns from all nodes of a schema: its root, then each node before its children. */
function topNames(nodes: readonly { readonly name: string; readonly children: number }[]): string[] {
  const names: string[] = [];
  for (let at = 1; at < nodes.length; ) {
    names.push(nodes[at]?.name ?? "");
    // A node, and then as many as are still to come below it.
    for (let left = 1; left > 0 && at < nodes.length; at += 1) left += (nodes[at]?.children ?? 0) - 1;
  }
  return names;
}

const mark = "PAR1";

/** Refuses a file that does not begin as Parquet, or cannot be read at all. */
async function refuseOther(place: ParquetPlace): Promise<void> {
  const head = await firstBytes(place);
  if (head.toString("latin1", 0, mark.length) === mark) return;
  const facts = otherThan(head, head.toString("utf8")) ?? damaged("it begins as something else");
  throw new InputError({ file: place.file, ...facts });
}

/**
 * Has the database read a file.
 *
 * @throws InputError with what the database says of a file that it cannot read
 */
export async function unlessDamaged<T>({ path, file }: ParquetPlace, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const why = cause instanceof Error ? whyUnread(cause, path) : undefined;
    if (why === undefined) throw diskError(cause, file, "read");
    throw new InputError({ file, ...damaged(why) }, { cause });
  }
}

function damaged(reason: string): ProblemText {
  return {
    code: "broken-parquet",
    found: `a Parquet file that is damaged or cut off (${reason})`,
    expected: "a complete Parquet file",
    fix: "download or copy it again, or export it as CSV",
  };
}
