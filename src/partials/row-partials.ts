import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeCleanCopy } from "./clean-copy.ts";
import type { Connection } from "./duckdb/engine.ts";
import { groupRows } from "./duckdb/group-rows.ts";
import type { RateOf } from "./exchange.ts";
import type { NumberedExport } from "./layout-batches.ts";
import { createPartialTable } from "./partial.ts";
import type { LabelReading } from "./read-texts.ts";
import { sumFiles } from "./sum-files.ts";
import { withUnpacker } from "./unpacker.ts";

/** How rows are read one by one. */
export interface RowOptions extends LabelReading {
  readonly rateOf: RateOf;
  readonly maxExpandedBytes: number;
  /** Existing folder for a copy, which is removed again. */
  readonly workFolder: string;
  /** Texts at least one of which is in every row that matters; `undefined` where none is known. */
  readonly needles: readonly Buffer[] | undefined;
}

/**
 * Creates the table `row_partials`: reads rows of one file as the run does, but makes each a partial with its line.
 *
 * @throws InputError when the file cannot be read to its end
 */
export async function makeRowPartials(
  connection: Connection,
  file: NumberedExport,
  options: RowOptions,
): Promise<void> {
  const { needles, maxExpandedBytes: maxBytes } = options;
  const target = join(options.workFolder, `rows-${file.number}.csv`);
  const mayMatter = needles && ((bytes: Buffer) => needles.some((needle) => bytes.includes(needle)));
  try {
    const copy = await withUnpacker({ parent: options.workFolder, maxBytes }, ({ withCopy }) =>
      withCopy(file.export, (each) => writeCleanCopy(each, target, { maxBytes, ...(mayMatter && { mayMatter }) })),
    );
    const layout = { ...copy.layout, line: copy.layout.width - 1 };
    const { relation } = await groupRows(connection, [{ number: file.number, path: target, layout }]);
    await connection.run(createPartialTable("row_partials", true));
    await sumFiles(connection, relation, { files: [file], layout, into: "row_partials", options });
  } finally {
    await rm(target, { force: true });
  }
}
