import type { Format } from "../domain/format.ts";
import { checkDocument, problemAt } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { orList } from "./fields.ts";
import { formatSchema, type WrittenFormat } from "./formats-schema.ts";
import type { YamlDocument } from "./yaml-document.ts";

/**
 * Checks the files in `config/formats/`.
 *
 * @returns those that match the schema, in the order in which a header is tried against them
 */
export function readFormats(documents: readonly YamlDocument[], report: Report): Format[] {
  const written = documents.flatMap((document) => {
    const format = checkDocument(document, formatSchema, report);
    if (format === undefined) return [];
    checkRoles(document, format, report);
    checkExclusions(document, format, report);
    return [{ document, format }];
  });
  checkDistinct(written, report);
  return written.toSorted((a, b) => a.format.order - b.format.order).map(({ format }) => toFormat(format));
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
      if (first === undefined || first === files[index]) return;
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
