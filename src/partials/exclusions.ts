import type { Exclusion } from "../domain/format.ts";
import { type IdReader, trimmed } from "../domain/ids.ts";
import { type Connection, intType, textType } from "./duckdb/engine.ts";
import { exclusionColumn, type GroupLayout } from "./groups.ts";

/**
 * Returns whether a cell excludes its row, for example by its charge type (S13).
 *
 * @param ids - tells placeholders for none from other texts (S2)
 */
export function isExcludedBy({ values, except = [] }: Exclusion, cell: string, ids: Pick<IdReader, "text">): boolean {
  const text = trimmed(cell).toLowerCase();
  const isListed = (list: readonly string[]) => list.some((value) => value.trim().toLowerCase() === text);
  return values === undefined ? ids.text(cell) !== "" && !isListed(except) : isListed(values);
}

/** How the exclusions of a format apply to grouped rows. */
export interface ExclusionsToRead {
  readonly exclude: readonly Exclusion[];
  readonly layout: GroupLayout;
  readonly ids: IdReader;
}

/**
 * Creates the temporary table `excluding_texts`: for each exclusion, by its number from 0, the texts that exclude a row.
 *
 * @param relation - of groups of one layout
 */
export async function readExclusions(
  connection: Connection,
  relation: string,
  { exclude, layout, ids }: ExclusionsToRead,
): Promise<void> {
  const excluding: { exclusion: number; text: string }[] = [];
  for (const [exclusion, rule] of exclude.entries()) {
    if (layout.exclusions[exclusion] === undefined) continue;
    const column = exclusionColumn(exclusion);
    const texts = await connection.query(`SELECT DISTINCT coalesce(${column}, '') FROM ${relation}`, {
      text: textType,
    });
    excluding.push(
      ...texts.filter(({ text }) => isExcludedBy(rule, text, ids)).map(({ text }) => ({ exclusion, text })),
    );
  }
  await connection.createTable("excluding_texts", { exclusion: intType, text: textType }, excluding);
}

/** Returns SQL for whether a group, under the alias `groups`, is excluded. Requires the table `excluding_texts`. */
export function isExcluded({ exclusions }: GroupLayout): string {
  const tests = exclusions.flatMap((position, exclusion) => {
    if (position === undefined) return [];
    const cell = `coalesce(groups.${exclusionColumn(exclusion)}, '')`;
    return [`${cell} IN (SELECT text FROM excluding_texts WHERE exclusion = ${exclusion})`];
  });
  return tests.length === 0 ? "false" : `(${tests.join(" OR ")})`;
}
