import { readFile } from "node:fs/promises";
import type { Month } from "../domain/day.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { FoundFile } from "./find-files.ts";

/** One run of an Azure Cost Management export, as its manifest describes it. */
export interface ExportRun {
  /** Path of the manifest, relative to the input folder. */
  readonly manifest: string;
  /** Folder of the manifest, relative to the input folder, without a trailing slash. */
  readonly folder: string;
  /** Billing scope of the run, in lower case. */
  readonly scope: string;
  /** `ActualCost`, `AmortizedCost`, `FocusCost`, … */
  readonly dataset: string;
  /** Text that orders the runs of one scope: the latest counts. */
  readonly submitted: string;
  /** First and last month that the run covers; both empty where the manifest does not say. */
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly blobs: readonly Blob[];
  /** Rows of all blobs together, where the manifest gives the number. */
  readonly rows: number | undefined;
}

interface Blob {
  readonly name: string;
  readonly bytes: number | undefined;
  readonly rows: number | undefined;
}

/**
 * Reads one manifest, in the current layout (`manifest.json`) or the old one (`_manifest.json`) (S14).
 *
 * @throws InputError when it is not a manifest of Azure Cost Management
 */
export async function readManifest(found: FoundFile): Promise<ExportRun> {
  const document = parseJson(await readFile(found.path, "utf8"), found.file);
  const blobs = list(document["blobs"]).map(readBlob);
  if (blobs.length === 0 || blobs.some((blob) => blob.name === "")) throw notAManifest(found.file, "no list of blobs");
  const blobCount = number(document["blobCount"]);
  if (blobCount !== undefined && blobCount !== blobs.length) {
    throw notAManifest(found.file, `blobCount ${blobCount}, but ${blobs.length} in the list of blobs`);
  }
  const folder = found.file.slice(0, found.file.lastIndexOf("/"));
  const common = { manifest: found.file, folder, blobs, rows: number(document["dataRowCount"]) };
  const config = record(document["exportConfig"]);
  return config === undefined
    ? { ...common, ...fromPath(folder) }
    : { ...common, ...fromConfig(config, document, found) };
}

type Origin = Pick<ExportRun, "scope" | "dataset" | "submitted" | "firstMonth" | "lastMonth">;

function fromConfig(config: Json, document: Json, found: FoundFile): Origin {
  const run = record(document["runInfo"]) ?? {};
  const submitted = text(run["submittedTime"]);
  const resource = text(config["resourceId"]).toLowerCase();
  if (submitted === "" || resource === "")
    throw notAManifest(found.file, "no runInfo.submittedTime or exportConfig.resourceId");
  return {
    scope: resource.split("/providers/microsoft.costmanagement/")[0] ?? resource,
    dataset: text(config["type"]) || "ActualCost",
    // Fractions of a second vary in length. Without the Z, the longer of two texts that start alike sorts as the later.
    submitted: submitted.replace(/Z$/, ""),
    firstMonth: text(run["startDate"]).slice(0, 7),
    lastMonth: text(run["endDate"]).slice(0, 7) || text(run["startDate"]).slice(0, 7),
  };
}

/** Reads from the path, `{root}/{exportName}/{yyyymmdd-yyyymmdd}/{export time}/…`, what the old manifest leaves out. */
function fromPath(folder: string): Origin {
  const segments = folder.split("/");
  const at = segments.findIndex((segment) => /^\d{8}-\d{8}$/.test(segment));
  const [first = "", last = ""] = (segments[at] ?? "").split("-");
  const month = (date: string) => (date === "" ? "" : `${date.slice(0, 4)}-${date.slice(4, 6)}`);
  const scope = segments.slice(0, at === -1 ? -1 : at).join("/");
  return {
    scope: scope.toLowerCase(),
    dataset: /amorti[sz]ed/i.test(scope) ? "AmortizedCost" : "ActualCost",
    submitted: segments.slice(at === -1 ? -1 : at + 1).join("/"),
    firstMonth: month(first),
    lastMonth: month(last),
  };
}

type Json = Readonly<Record<string, unknown>>;

function parseJson(content: string, file: string): Json {
  try {
    return record(JSON.parse(content.replace(/^\uFEFF/, ""))) ?? {};
  } catch {
    throw notAManifest(file, "text that is no JSON");
  }
}

function readBlob(value: unknown): Blob {
  const blob = record(value) ?? {};
  const name = text(blob["blobName"]);
  return {
    name: name.slice(name.lastIndexOf("/") + 1),
    bytes: number(blob["byteCount"]),
    rows: number(blob["dataRowCount"]),
  };
}

function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

function notAManifest(file: string, found: string): InputError {
  return new InputError({
    code: "broken-manifest",
    file,
    found,
    expected: "a manifest of an Azure Cost Management export, with its blobs",
    fix: "copy the whole export folder again, or take the manifest away if its files are to be read as they are",
  });
}

/**
 * Checks the files beside a run's manifest: every blob must be there with the stated size, and no export that the
 * manifest does not list.
 */
export function checkBlobs(run: ExportRun, beside: readonly FoundFile[]): InputProblem[] {
  const problems: InputProblem[] = [];
  const fix = "copy the whole export folder again; it may still have been written when it was copied";
  for (const blob of run.blobs) {
    const file = beside.find((candidate) => candidate.file === `${run.folder}/${blob.name}`);
    if (!/\.csv(\.gz)?$/i.test(blob.name)) {
      problems.push({ file: run.manifest, code: "manifest-blob", found: `the export file ${blob.name}`, ...onlyCsv });
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
    if (!run.blobs.some((blob) => `${run.folder}/${blob.name}` === file.file)) {
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

const onlyCsv = {
  expected: "CSV files, plain or gzip: Parquet is not read",
  fix: "choose CSV as the export's file type in Azure Cost Management and export the month again, or take the folder out",
};

const countRows = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/** Compares the number of rows read from a run's files with the numbers in its manifest. */
export function checkRows(run: ExportRun, rowsOf: (file: string) => number | undefined): InputProblem[] {
  const problems: InputProblem[] = [];
  const fix = "copy the whole export folder again; it may still have been written when it was copied";
  let total = 0;
  for (const blob of run.blobs) {
    const file = `${run.folder}/${blob.name}`;
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
