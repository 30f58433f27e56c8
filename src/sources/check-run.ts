import type { InputProblem } from "../domain/input-error.ts";
import type { FoundFile } from "./find-files.ts";
import { type ExportRun, pathOfBlob } from "./manifest.ts";

/**
 * Checks the files beside a run's manifest: every blob must be there with the stated size, and no export that the
 * manifest does not list.
 */
export function checkBlobs(run: ExportRun, beside: readonly FoundFile[]): InputProblem[] {
  const problems: InputProblem[] = [];
  const fix = "copy the whole export folder again; it may still have been written when it was copied";
  for (const blob of run.blobs) {
    const file = beside.find((candidate) => candidate.file === pathOfBlob(run, blob));
    if (!/\.(csv(\.gz)?|parquet)$/i.test(blob.name)) {
      problems.push({ file: run.manifest, code: "manifest-blob", found: `the export file ${blob.name}`, ...readable });
    } else if (file === undefined) {
      const expected = `${blob.name} beside it, as the manifest lists it`;
      problems.push({
        file: run.manifest,
        code: "manifest-blob",
        found: `no file ${blob.name} in the folder`,
        expected,
        fix,
      });
    } else if (blob.bytes !== undefined && blob.bytes !== file.bytes) {
      const expected = `${blob.bytes} bytes, as ${run.manifest} says`;
      problems.push({ file: file.file, code: "manifest-blob", found: `${file.bytes} bytes`, expected, fix });
    }
  }
  for (const file of beside) {
    if (!run.blobs.some((blob) => pathOfBlob(run, blob) === file.file)) {
      const expected = `only the files that ${run.manifest} lists`;
      problems.push({
        file: file.file,
        code: "manifest-blob",
        found: "an export that the manifest beside it does not list",
        expected,
        fix,
      });
    }
  }
  return problems;
}

const readable = {
  expected: "CSV files, plain or gzip, or Parquet files",
  fix: "choose CSV as the export's file type in Azure Cost Management and export the month again, or take the folder out",
};

const countRows = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/** Compares the number of rows read from a run's files with the numbers in its manifest. */
export function checkRows(run: ExportRun, rowsOf: (file: string) => number | undefined): InputProblem[] {
  const problems: InputProblem[] = [];
  const fix = "copy the whole export folder again; it may still have been written when it was copied";
  let total = 0;
  for (const blob of run.blobs) {
    const file = pathOfBlob(run, blob);
    const rows = rowsOf(file);
    if (rows === undefined) return problems;
    total += rows;
    if (blob.rows !== undefined && blob.rows !== rows) {
      problems.push({
        file,
        code: "manifest-rows",
        found: countRows(rows),
        expected: `${countRows(blob.rows)}, as ${run.manifest} says`,
        fix,
      });
    }
  }
  if (run.rows !== undefined && run.rows !== total) {
    const found = `dataRowCount ${run.rows}, but ${countRows(total)} in its files`;
    problems.push({ code: "manifest-rows", file: run.manifest, found, expected: "the same number of rows", fix });
  }
  return problems;
}
