import { type ExportReader, readBy, readers } from "../../../domain/engine-use.ts";
import type { RunReport } from "../../../domain/report.ts";
import { bytesText, plural } from "../../../domain/text.ts";

/** One line of the sheet Data quality, which has all sections in one table, so that it can be filtered as a whole. */
export interface QualityRow {
  readonly section: string;
  readonly where: string;
  readonly what: string;
  readonly meaning: string;
  readonly rows?: number;
  readonly usd?: bigint;
}

/** Lists who read the exports, where the job names a cluster for it, and why no engine was trusted with some of them. */
export function readerRows({ engineUse, warnings }: RunReport): readonly QualityRow[] {
  if (!warnings.some(({ code }) => code === "engine")) return [];
  const section = "10 Who read what";
  const all = readers.map((reader) => ({ reader, ...readBy(engineUse, reader) })).filter(({ files }) => files > 0);
  return [
    ...all.map(({ reader, files, bytes }) => ({
      section,
      where: plural(files, "consumption export", "consumption exports"),
      what: reader,
      meaning: `${bytesText(bytes)}: ${readerMeanings[reader]}`,
    })),
    ...engineUse.files.flatMap(({ file, why }) =>
      why === undefined ? [] : [{ section, where: file, what: "careful-reader", meaning: `Doubtful: ${why}.` }],
    ),
  ];
}

const readerMeanings: Readonly<Record<ExportReader, string>> = {
  "earlier-run": "read by an earlier run, and unchanged since.",
  embedded: "read by this machine's own engine.",
  spark: "read by the cluster.",
  "careful-reader": "read line by line on this machine, since something in them leaves doubt.",
};
