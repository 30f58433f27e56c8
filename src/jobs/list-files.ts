import type { RejectedRow } from "../domain/consumption.ts";
import { type Month, monthOf } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { countRejected } from "../domain/rejects.ts";
import { compareCodePoints, plural } from "../domain/text.ts";
import type { FileSummary } from "../measure/file-summaries.ts";
import type { FilePartial } from "../partials/store.ts";
import type { ConsumptionExport, TranscriptExport } from "../sources/export.ts";
import type { IngestedTranscripts } from "../tables/transcripts.ts";
import type { SurveyedInputs } from "./survey-inputs.ts";

/** What `check` reports about one file. */
export interface CheckedFile {
  readonly file: string;
  readonly kind: "consumption" | "transcripts";
  readonly format: string;
  /** Absent where the file is not read: left out, or broken. */
  readonly rows?: number;
  readonly months: readonly Month[];
  readonly partners: number;
  readonly odd: readonly string[];
}

/** What `check` reports about all files of a format that are read. */
export interface CheckedFormat {
  readonly format: string;
  readonly files: number;
  readonly rows: number;
  readonly months: readonly Month[];
  /** Distinct partners that its rows name. */
  readonly partners: number;
}

/** What the exports hold, file by file and by format. */
export interface CheckedExports {
  /** Sorted by file. */
  readonly files: readonly CheckedFile[];
  /** Sorted by format. */
  readonly formats: readonly CheckedFormat[];
  /** What is odd about them, those that are alike together. */
  readonly odd: readonly string[];
}

/** Lists all exports with what was read of them. */
export function listExports(read: Omit<SurveyedInputs, "problems">): CheckedExports {
  const listed = listFiles(read);
  const formats = [...groupBy(listed, ({ format }) => format)].map(([format, files]) => ({
    format,
    files: files.length,
    rows: files.reduce((sum, { rows = 0 }) => sum + rows, 0),
    months: [...new Set(files.flatMap(({ months }) => months))].sort(compareCodePoints),
    partners: new Set(files.flatMap(({ partnerIds }) => partnerIds)).size,
  }));
  return {
    files: listed.map(({ partnerIds, ...file }) => ({ ...file, partners: partnerIds.length })),
    formats: formats.sort((a, b) => compareCodePoints(a.format, b.format)),
    odd: oddThings(read),
  };
}

/** Most reasons of rejected rows that are spelt out. */
const mostReasons = 5;

function oddThings({ exports, partials, summaries, transcripts }: Omit<SurveyedInputs, "problems">): string[] {
  const out = [...exports.consumption, ...exports.transcripts].filter(({ leftOutFor }) => leftOutFor.length > 0).length;
  const excluded = summaries.reduce((sum, { excludedRows }) => sum + excludedRows, 0);
  const empty = partials.filter(({ read }) => read.rows === 0).length;
  const rejects = [...partials, ...transcripts].flatMap((file) => file.rejects);
  const reasons = [...groupBy(rejects, ({ column, code }) => JSON.stringify([column, code])).values()];
  reasons.sort((a, b) => countRejected(b) - countRejected(a));
  return [
    ...reasons.slice(0, mostReasons).map(reasonInWords),
    ...(reasons.length > mostReasons ? [`${reasons.length - mostReasons} more reasons of rejected rows`] : []),
    ...(out > 0 ? [`${plural(out, "file", "files")} left out, since newer or equal ones count instead`] : []),
    ...(excluded > 0 ? [`${plural(excluded, "row", "rows")} excluded by the formats`] : []),
    ...(empty > 0 ? [`${plural(empty, "file", "files")} with a header only: empty months`] : []),
  ];
}

function reasonInWords(rejects: readonly RejectedRow[]): string {
  const [first] = rejects;
  const files = new Set(rejects.map(({ file }) => file)).size;
  const where = `${plural(countRejected(rejects), "row", "rows")} of ${plural(files, "file", "files")} rejected`;
  const column = first?.column === "" ? "" : `${first?.column}: `;
  return `${where} (${column}${first?.code}), first line ${first?.line} of ${first?.file}: ${first?.message}`;
}

type ListedFile = Omit<CheckedFile, "partners"> & { readonly partnerIds: readonly string[] };

function listFiles(read: Omit<SurveyedInputs, "problems">): ListedFile[] {
  const { exports, partials, summaries, transcripts } = read;
  const ofTranscripts = exports.transcripts.map((file) =>
    checkedTranscripts(
      file,
      transcripts.find((found) => found.export === file),
    ),
  );
  const ofConsumption = exports.consumption.map((file) => {
    const found = partials.find((partial) => partial.export === file);
    return checkedConsumption(
      file,
      found,
      summaries.find((summary) => summary.file === found?.number),
    );
  });
  return [...ofTranscripts, ...ofConsumption].sort((a, b) => compareCodePoints(a.file, b.file));
}

function checkedTranscripts(file: TranscriptExport, read: IngestedTranscripts | undefined): ListedFile {
  const base = { file: file.file, kind: "transcripts" as const, format: file.format.id };
  if (read === undefined) return { ...base, months: [], partnerIds: [], odd: [broken] };
  const { rows, rowsRead, rejects } = read;
  return {
    ...base,
    ...(file.leftOutFor.length > 0 ? {} : { rows: rowsRead }),
    months: [...new Set(rows.map(({ completedOn }) => monthOf(completedOn)))].sort(),
    partnerIds: [...new Set(rows.map(({ partnerId }) => partnerId).filter((id) => id !== ""))],
    odd: [...leftOut(file), ...rejected(rejects)],
  };
}

const broken = "cannot be read; see the problems below";

function checkedConsumption(file: ConsumptionExport, read?: FilePartial, summary?: FileSummary): ListedFile {
  const isBroken = read === undefined && file.leftOutFor.length === 0;
  const excluded = summary?.excludedRows ?? 0;
  return {
    file: file.file,
    kind: "consumption",
    format: file.format.id,
    ...(read === undefined ? {} : { rows: read.read.rows }),
    months: summary?.months ?? [],
    partnerIds: summary?.partners ?? [],
    odd: [
      ...leftOut(file),
      ...(isBroken ? [broken] : []),
      ...(read?.read.rows === 0 ? ["header only: an empty month"] : []),
      ...(excluded > 0 ? [`${excluded === 1 ? "1 row" : `${excluded} rows`} excluded by the format`] : []),
      ...rejected(read?.rejects ?? []),
    ],
  };
}

function leftOut({ leftOutFor }: { readonly leftOutFor: readonly string[] }): string[] {
  return leftOutFor.length === 0 ? [] : [`left out, since ${leftOutFor.join(", ")} counts instead`];
}

/** Returns how many rows have each fault, and where the first one is. */
function rejected(rejects: readonly RejectedRow[]): string[] {
  return [...new Set(rejects.map(({ code }) => code))].map((code) => {
    const same = rejects.filter((reject) => reject.code === code);
    const rows = plural(countRejected(same), "row", "rows");
    return `${rows} rejected (${code}), first on line ${same[0]?.line}: ${same[0]?.message}`;
  });
}
