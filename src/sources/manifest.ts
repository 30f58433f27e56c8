import { readFile } from "node:fs/promises";
import { type Day, parseDay } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { FoundFile } from "./find-files.ts";

/** Days, both ends included. */
export interface Period {
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** The period of a run that does not say what it covers. */
export const allDays: Period = { firstDay: "0001-01-01", lastDay: "9999-12-31" };

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
  readonly period: Period;
  readonly blobs: readonly Blob[];
  /** Rows of all blobs together, where the manifest gives the number. */
  readonly rows: number | undefined;
}

/** One file of a run. */
export interface Blob {
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
  if (!Array.isArray(document["blobs"]) && number(document["blobCount"]) !== 0) {
    throw notAManifest(found.file, "no list of blobs");
  }
  const blobs = list(document["blobs"]).map(readBlob);
  if (blobs.some((blob) => blob.name === "")) throw notAManifest(found.file, "a blob without a name");
  const blobCount = number(document["blobCount"]);
  if (blobCount !== undefined && blobCount !== blobs.length) {
    throw notAManifest(found.file, `blobCount ${blobCount}, but ${blobs.length} in the list of blobs`);
  }
  const folder = found.file.slice(0, Math.max(0, found.file.lastIndexOf("/")));
  const common = { manifest: found.file, folder, blobs, rows: number(document["dataRowCount"]) };
  const config = record(document["exportConfig"]);
  return config === undefined
    ? { ...common, ...fromPath(folder) }
    : { ...common, ...fromConfig(config, document, found) };
}

type Origin = Pick<ExportRun, "scope" | "dataset" | "submitted" | "period">;

function fromConfig(config: Json, document: Json, found: FoundFile): Origin {
  const run = record(document["runInfo"]) ?? {};
  const submitted = text(run["submittedTime"]);
  const resource = text(config["resourceId"]).toLowerCase();
  if (submitted === "" || resource === "")
    throw notAManifest(found.file, "no runInfo.submittedTime or exportConfig.resourceId");
  const folder = found.file.slice(0, Math.max(0, found.file.lastIndexOf("/")));
  return {
    scope: resource.split("/providers/microsoft.costmanagement/")[0] ?? resource,
    dataset: text(config["type"]) || "ActualCost",
    // Fractions of a second vary in length. Without the Z, the longer of two texts that start alike sorts as the later.
    submitted: submitted.replace(/Z$/, ""),
    period: periodOf(text(run["startDate"]), text(run["endDate"])) ?? fromPath(folder).period,
  };
}

/** Reads from the path, `{root}/{exportName}/{yyyymmdd-yyyymmdd}/{export time}/…`, what the old manifest leaves out. */
function fromPath(folder: string): Origin {
  const segments = folder.split("/");
  const at = segments.findIndex((segment) => /^\d{8}-\d{8}$/.test(segment));
  const [first = "", last = ""] = (segments[at] ?? "").split("-");
  // A manifest that was copied without these folders is on its own.
  const scope = segments.slice(0, at === -1 ? undefined : at).join("/");
  return {
    scope: scope.toLowerCase(),
    dataset: /amorti[sz]ed/i.test(scope) ? "AmortizedCost" : "ActualCost",
    submitted: at === -1 ? "" : segments.slice(at + 1).join("/"),
    period: periodOf(first, last) ?? allDays,
  };
}

/** Returns the days from one date to another; `undefined` where one cannot be read or they are in the wrong order. */
function periodOf(first: string, last: string): Period | undefined {
  const [firstDay, lastDay] = [parseDay(first), parseDay(last)];
  return firstDay === undefined || lastDay === undefined || lastDay < firstDay ? undefined : { firstDay, lastDay };
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

/** Returns the path of a blob, relative to the input folder. */
export function pathOfBlob({ folder }: ExportRun, { name }: Blob): string {
  return folder === "" ? name : `${folder}/${name}`;
}
