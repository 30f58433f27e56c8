import { readdirSync } from "node:fs";
import { groupBy } from "../../domain/group-by.ts";
import { layoutOf, whyNoEngineReads } from "../groups.ts";
import { bytesOf, layoutKey, type NumberedExport } from "../layout-batches.ts";
import { foldersListed } from "./spark-text.ts";
import type { SparkSet } from "./statements.ts";

/** Which files are sent to Spark, and how they are read there. */
export interface SparkPlan {
  readonly sets: readonly SparkSet[];
  readonly sent: readonly NumberedExport[];
  /** Size of the files sent. */
  readonly bytes: number;
  /** The other files, each with the reason. */
  readonly kept: readonly { readonly number: number; readonly file: string; readonly why: string }[];
}

/** Plans what of some exports Spark reads: sets of one layout whose lines end alike, as the header line does. */
export function planSpark(files: readonly NumberedExport[]): SparkPlan {
  const hasColons = colonFinder();
  const judged = files.map((each) => ({ ...each, why: whyNotSent(each, hasColons) }));
  const sent = judged.filter(({ why }) => why === undefined);
  const kept = judged.flatMap(({ number, export: { file }, why }) =>
    why === undefined ? [] : [{ number, file, why }],
  );
  const alike = groupBy(sent, (each) => JSON.stringify([layoutKey(each.export), lineEndOf(each)]));
  const sets = [...alike.values()].flatMap((same, index) => setOf(same, `set_${index + 1}`) ?? []);
  return { sets, sent, bytes: sent.reduce((sum, each) => sum + bytesOf(each), 0), kept };
}

function setOf(same: readonly NumberedExport[], name: string): SparkSet | undefined {
  const [first] = same;
  if (first === undefined) return undefined;
  return {
    name,
    files: same.map(({ export: { file } }) => file),
    layout: layoutOf(first.export),
    headers: [...new Set(same.map(headerOf))],
    lineEnd: lineEndOf(first),
  };
}

function headerOf({ export: { head } }: NumberedExport): string {
  return head.header.replace(/\r?\n$/, "");
}

function lineEndOf({ export: { head } }: NumberedExport): SparkSet["lineEnd"] {
  return head.header.endsWith("\r\n") ? "\r\n" : "\n";
}

/**
 * Returns why a file is not sent. Lines have no order in Spark, so that what stands before a header cannot be told from
 * rows; and Hadoop finds no file whose name begins with a point or an underscore, or has a colon or control characters. It
 * also fails at a colon in a folder that it lists.
 */
function whyNotSent(numbered: NumberedExport, hasColons: (folder: string) => boolean): string | undefined {
  const { export: file } = numbered;
  const unreadable = whyNoEngineReads(file);
  if (unreadable !== undefined) return unreadable;
  if (file.header.linesBefore > 0) return "lines before its header";
  if (/[\r\n]/.test(headerOf(numbered))) return "a header of several lines";
  if (/(?:^|\/)[_.][^/]*$|[:\p{Cc}\uFFFD]/u.test(file.file)) return "a name that Spark does not find";
  return foldersListed(file.path).some(hasColons)
    ? "a name that Spark does not find beside one with a colon"
    : undefined;
}

/** Returns a function that says whether a folder has a name with a colon in it. */
function colonFinder(): (folder: string) => boolean {
  const known = new Map<string, boolean>();
  return (folder) => {
    const has = known.get(folder) ?? readdirSync(folder || "/").some((name) => name.includes(":"));
    known.set(folder, has);
    return has;
  };
}
