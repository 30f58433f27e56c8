import picomatch from "picomatch";
import type { z } from "zod";
import { associationKinds } from "../domain/association.ts";
import { byteSize } from "./byte-size.ts";
import { choice, field, flagField, listField, object, textField, wholeNumber } from "./fields.ts";
import { unattendedKeys } from "./unattended-schema.ts";

const timeZone = field({
  expected: "the name of a time zone",
  fix: "write a name of the IANA list, e.g. UTC or Europe/Berlin",
  json: { type: "string" },
  read: (written) => (isTimeZone(written) ? written : undefined),
});

/** Percent as ten-thousandths, so that the comparison stays exact: `80` is `800_000n` (S11). */
const percentTenThousandths = field({
  expected: "a percentage from 0 to 100 with at most 4 decimals",
  fix: "write a number such as 80 or 87.5, without %",
  json: { type: "number", minimum: 0, maximum: 100 },
  read: readTenThousandths,
});

const percent = field({
  expected: "a percentage from 0 to 100 with at most 4 decimals",
  fix: "write a number such as 5 or 0.5, without %",
  json: { type: "number", minimum: 0, maximum: 100 },
  read: (written) => {
    const tenThousandths = readTenThousandths(written);
    return tenThousandths === undefined ? undefined : Number(tenThousandths) / 10_000;
  },
});

const delimiter = field<"," | ";" | "\t">({
  expected: '",", ";" or tab',
  fix: 'write ",", ";" (in quotes) or the word tab',
  json: { enum: [",", ";", "tab", "\t"] },
  read: (written) => {
    if (written === "," || written === ";" || written === "\t") return written;
    return written === "tab" ? "\t" : undefined;
  },
});

const glob = field({
  expected: "a glob below the input folder, such as consumption/contoso/**",
  fix: "write it with / between folders, closed brackets, no .. and no / in front",
  json: { type: "string" },
  read: (written) => (isGlob(written) ? written : undefined),
});

const currency = field({
  expected: "a currency code of three letters",
  fix: "write the ISO 4217 code, e.g. EUR",
  json: { type: "string", pattern: "^[A-Za-z]{3}$" },
  read: (written) => (/^[A-Za-z]{3}$/.test(written) ? written.toUpperCase() : undefined),
});

const source = object({
  match: glob,
  format: textField.exactOptional(),
  partnerId: textField.exactOptional(),
  decimal: choice([".", ","]).exactOptional(),
  dateOrder: choice(["mdy", "dmy"]).exactOptional(),
  encoding: choice(["utf-8", "utf-16le", "utf-16be", "latin-1"]).exactOptional(),
  currency: currency.exactOptional(),
  association: choice(associationKinds).exactOptional(),
  ignore: flagField.exactOptional(),
});

/** The schema of `job.yaml`. Every key has a default; the shipped file explains each one. */
export const jobSchema = object({
  input: textField.default("input"),
  output: textField.default("output"),
  rules: textField.default("cloud-platform-azure-consumption.yaml"),
  timeZone: timeZone.default("UTC"),
  window: choice(["complete-months", "trailing-days"]).default("complete-months"),
  settleDays: wholeNumber({ min: 0, max: 90 }).default(0),
  marketBasis: choice(["partner", "customer"]).default("partner"),
  closeFromPercent: percentTenThousandths.prefault("80"),
  closeWithin: wholeNumber({ min: 0, max: 1_000_000 }).default(1),
  runRateMonths: wholeNumber({ min: 1, max: 12 }).default(3),
  mixRoutes: flagField.default(false),
  retroactive: flagField.default(false),
  dataset: choice(["actual", "amortized"]).default("actual"),
  people: object({ mask: flagField.default(true) }).prefault({}),
  csv: object({ bom: flagField.default(false), delimiter: delimiter.default(",") }).prefault({}),
  limits: object({
    rejectedPercent: percent.default(5),
    rejectedPercentPerFile: percent.default(20),
    monthsWithoutData: wholeNumber({ min: 0, max: 13 }).default(11),
    consumptionAgeDays: wholeNumber({ min: 0, max: 100_000 }).default(95),
    transcriptAgeDays: wholeNumber({ min: 0, max: 100_000 }).default(400),
    vanishedSources: wholeNumber({ min: 0, max: 1_000_000 }).default(0),
    rowsFallPercent: percent.default(30),
  }).prefault({}),
  maxExpandedBytes: byteSize.default(64 * 1024 ** 3),
  ...unattendedKeys,
  sources: listField(source).default([]),
});

/** `job.yaml` after the schema: defaults filled in, paths still as written. */
export type WrittenJob = z.output<typeof jobSchema>;

function readTenThousandths(written: string): bigint | undefined {
  const [matched, whole = "", fraction = ""] = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(written) ?? [];
  if (matched === undefined) return undefined;
  const value = BigInt(whole + fraction.padEnd(4, "0"));
  return value <= 1_000_000n ? value : undefined;
}

function isTimeZone(name: string): boolean {
  // The default skips the time zone lookup, which takes as long as reading the rest of the config.
  if (name === "UTC") return true;
  try {
    // Some engines also accept offsets such as +05:30, but those have no daylight saving time, so a name is required.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function isGlob(written: string): boolean {
  if (written === "" || written.startsWith("/") || written.includes("\\")) return false;
  if (written.split("/").includes("..")) return false;
  try {
    return picomatch.makeRe(written, { strictBrackets: true }) instanceof RegExp;
  } catch {
    return false;
  }
}
