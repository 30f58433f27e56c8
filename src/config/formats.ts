import { basename } from "node:path";
import type { Format } from "../domain/format.ts";
import { checkDocument, problemAt } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { orList } from "./fields.ts";
import { formatSchema, type WrittenFormat } from "./formats-schema.ts";
import { valueAt, type YamlDocument } from "./yaml-document.ts";

/** The format files of a config. */
export interface FormatFiles {
  /** Those of the config folder, sorted by name. */
  readonly own: readonly YamlDocument[];
  /** All that ship. */
  readonly shipped: readonly YamlDocument[];
  /** The shipped ones that are used, from `standIns`. */
  readonly standIns: readonly YamlDocument[];
}

/** Returns the shipped format files that are used: those whose name and id no file of the config folder has. */
export function standIns(own: readonly YamlDocument[], shipped: readonly YamlDocument[]): YamlDocument[] {
  const ids = new Set(own.map(idOf));
  const names = new Set(own.map(({ file }) => basename(file)));
  return shipped.filter((document) => !ids.has(idOf(document)) && !names.has(basename(document.file)));
}

function idOf(document: YamlDocument) {
  return valueAt(document, ["id"]);
}

/**
 * Checks the files in `config/formats/`.
 *
 * A format without `order` is tried in the place of the shipped one with its id, or before all shipped ones; of an own
 * and a shipped one with the same order the own one goes first.
 *
 * @returns those that match the schema, in the order in which a header is tried against them
 */
export function readFormats({ own, shipped, standIns: used }: FormatFiles, report: Report): Format[] {
  const written = own.flatMap((document) => checkFormat(document, report));
  checkDistinct(written, report);
  const places = new Map(shipped.map((document) => [idOf(document), Number(valueAt(document, ["order"]))]));
  const placeOf = ({ format: { id, order } }: FormatFile) => order ?? places.get(id) ?? -1;
  const all = [...written, ...used.flatMap((document) => checkFormat(document, report))];
  return all.toSorted((a, b) => placeOf(a) - placeOf(b)).map(({ format }) => toFormat(format));
}

function checkFormat(document: YamlDocument, report: Report): FormatFile[] {
  const format = checkDocument(document, formatSchema, report);
  if (format === undefined) return [];
  checkRoles(document, format, report);
  checkExclusions(document, format, report);
  return [{ document, format }];
}

/** The roles that every row needs: at least one in each list must have a column. */
const needed = {
  consumption: [["day"], ["amountUsd", "amount"], ["customer", "subscription"]],
  transcripts: [["completedOn"], ["mcpId", "email", "userId"], ["activityId", "title"]],
} as const;

function checkRoles(document: YamlDocument, format: WrittenFormat, report: Report): void {
  for (const roles of needed[format.kind]) {
    if (roles.some((role) => Object.hasOwn(format.columns, role))) continue;
    const expected = `the header names of ${orList(roles)}`;
    const fix = `add ${roles[0]}: [Name of the column] below columns`;
    report(
      problemAt(document, ["columns"], {
        code: "missing-columns",
        found: `no ${orList(roles)} in columns`,
        expected,
        fix,
      }),
    );
  }
}

function checkExclusions(document: YamlDocument, format: WrittenFormat, report: Report): void {
  for (const [index, { values, except }] of (format.kind === "consumption" ? format.exclude : []).entries()) {
    if ((values === undefined) !== (except === undefined)) continue;
    report(
      problemAt(document, ["exclude", index], {
        code: "exclusion-unclear",
        found: values === undefined ? "neither values nor except" : "both values and except",
        expected: "either the values that exclude a row, or the only ones that do not",
        fix: "write values: [Tax] to exclude rows that say Tax, or except: [Azure] to exclude all that say anything else",
      }),
    );
  }
}

interface FormatFile {
  readonly document: YamlDocument;
  readonly format: WrittenFormat;
}

function checkDistinct(files: readonly FormatFile[], report: Report): void {
  for (const key of ["id", "order"] as const) {
    files.forEach(({ document, format }, index) => {
      const first = files.find((other) => other.format[key] === format[key]);
      if (format[key] === undefined || first === undefined || first === files[index]) return;
      const found = `${key}: ${format[key]}, which ${first.document.file} has too`;
      const fix = `give one of the two another ${key}`;
      report(
        problemAt(document, [key], {
          code: "format-twice",
          found,
          expected: `a different ${key} in every format file`,
          fix,
        }),
      );
    });
  }
}

function toFormat(written: WrittenFormat): Format {
  const { order: _order, ...format } = written;
  return format;
}
