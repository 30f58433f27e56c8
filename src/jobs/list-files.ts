import type { RejectedRow } from "../domain/consumption.ts";
import { type Month, monthOf } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
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

/** Lists all exports with what was read of them, sorted by file. */
export function listFiles(read: Omit<SurveyedInputs, "problems">): CheckedFile[] {
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

function checkedTranscripts(file: TranscriptExport, read: IngestedTranscripts | undefined): CheckedFile {
  const base = { file: file.file, kind: "transcripts" as const, format: file.format.id };
  if (read === undefined) return { ...base, months: [], partners: 0, odd: [broken] };
  const { rows, rowsRead, rejects } = read;
  return {
    ...base,
    ...(file.leftOutFor.length > 0 ? {} : { rows: rowsRead }),
    months: [...new Set(rows.map(({ completedOn }) => monthOf(completedOn)))].sort(),
    partners: new Set(rows.map(({ partnerId }) => partnerId).filter((id) => id !== "")).size,
    odd: [...leftOut(file), ...rejected(rejects)],
  };
}

const broken = "cannot be read; see the problems below";

function checkedConsumption(file: ConsumptionExport, read?: FilePartial, summary?: FileSummary): CheckedFile {
  const isBroken = read === undefined && file.leftOutFor.length === 0;
  const excluded = summary?.excludedRows ?? 0;
  return {
    file: file.file,
    kind: "consumption",
    format: file.format.id,
    ...(read === undefined ? {} : { rows: read.read.rows }),
    months: summary?.months ?? [],
    partners: summary?.partners ?? 0,
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
    const rows = same.length === 1 ? "1 row" : `${same.length} rows`;
    return `${rows} rejected (${code}), first on line ${same[0]?.line}: ${same[0]?.message}`;
  });
}
