import type { z } from "zod";
import { associationKinds } from "../domain/association.ts";
import { isGlob } from "../domain/glob.ts";
import { azureKeys } from "./azure-schema.ts";
import { byteSize } from "./byte-size.ts";
import { choice, field, flagField, listField, object, textField, wholeNumber } from "./fields.ts";
import { engineKeys } from "./spark-schema.ts";
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
  expected: "a glob below the input folder of at most 1,000 characters, such as consumption/contoso/**",
  fix: "write it with / between folders, without .. and without / or ! in front; known are *, **, ?, [a-z] and {this,that}, not nested; a bracket that is part of a name is [(], [[] or [{]",
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
  input: textField.default("input").describe("folder of the exports"),
  output: textField.default("output").describe("folder of the reports"),
  rules: textField
    .default("cloud-platform-azure-consumption.yaml")
    .describe("the rules file; a name without a folder is one of `config/rules/`"),
  timeZone: timeZone.default("UTC").describe('which day "today" is, e.g. `Europe/Berlin`'),
  window: choice(["complete-months", "trailing-days"])
    .default("complete-months")
    .describe(
      "`complete-months`: the last 12 calendar months that are over; `trailing-days`: the 12 months up to the as-of day",
    ),
  settleDays: wholeNumber({ min: 0, max: 90 })
    .default(0)
    .describe(
      "days to wait after a month ends before it is counted. Portals fill a month until about the fifth of the next: with `6`, a run on the sixth is the first to count it",
    ),
  marketBasis: choice(["partner", "customer"])
    .default("partner")
    .describe("whose country decides the market: `partner` or `customer`"),
  closeFromPercent: percentTenThousandths
    .prefault("80")
    .describe("share of a consumption threshold from which a partner is close"),
  closeWithin: wholeNumber({ min: 0, max: 1_000_000 })
    .default(1)
    .describe("how many missing people still count as close"),
  runRateMonths: wholeNumber({ min: 1, max: 12 })
    .default(3)
    .describe("how many of the last months of the window make up the run rate of the outlook"),
  mixRoutes: flagField.default(false).describe("`true`: people by assessment and people by exam add up"),
  retroactive: flagField.default(false).describe("`true`: `from` and `to` in `associations.csv` are ignored"),
  dataset: choice(["actual", "amortized"])
    .default("actual")
    .describe("`actual` or `amortized`: which of the two counts where Cost Management exports exist as both"),
  people: object({
    mask: flagField.default(true).describe("`false`: reports show e-mail addresses and ids in full"),
  }).prefault({}),
  csv: object({
    bom: flagField
      .default(false)
      .describe("`true`: CSV files begin with a byte order mark, for spreadsheets that need it"),
    delimiter: delimiter.default(",").describe('`","`, `";"` or `tab`'),
  }).prefault({}),
  workbook: flagField.default(true).describe("`false`: CSV files only, no Excel workbook"),
  limits: object({
    rejectedPercent: percent.default(5).describe("rejected rows, in percent"),
    rejectedPercentPerFile: percent.default(20).describe("rejected rows of one file, in percent"),
    replacedPercent: percent
      .default(50)
      .describe(
        "dollars of a unit that a newer file must still have of an older one's, in percent, if that had US$100 or more",
      ),
    rejectedPercentPerPartner: percent
      .default(20)
      .describe(
        "rejected rows of one partner, in percent of its rows of consumption or of transcripts; what it does not meet without them is then `unknown`",
      ),
    unattributedPercent: percent
      .default(5)
      .describe("dollars credited to nobody, in percent of all inside the window that could be credited"),
    missingRatePercent: percent
      .default(1)
      .describe("rows without an exchange rate, in percent of those that would count with one"),
    monthsWithoutData: wholeNumber({ min: 0, max: 13 })
      .default(11)
      .describe("months of the window without any consumption"),
    consumptionAgeDays: wholeNumber({ min: 0, max: 100_000 })
      .default(95)
      .describe("days from the newest consumption to the as-of day"),
    transcriptAgeDays: wholeNumber({ min: 0, max: 100_000 })
      .default(400)
      .describe("days from the newest completion to the as-of day"),
    vanishedSources: wholeNumber({ min: 0, max: 1_000_000 })
      .default(0)
      .describe(
        "sources that the run before read and that are gone, and sources without rows in months in which they had rows then",
      ),
    rowsFallPercent: percent
      .default(30)
      .describe("fewer rows than in the run before, in percent, for consumption and transcripts each"),
  }).prefault({}),
  maxExpandedBytes: byteSize
    .default(64 * 1024 ** 3)
    .describe(
      "a packed export that expands to more than this is refused; so is one in another encoding that is larger than this as UTF-8",
    ),
  ...azureKeys,
  ...engineKeys,
  ...unattendedKeys,
  placeholders: listField(textField)
    .default([])
    .describe(
      "texts that mean `none` where an id, an e-mail address or a country is expected, besides the usual ones such as `null`, `n/a` and `0`",
    ),
  sources: listField(source)
    .default([])
    .describe("what the files do not say themselves: [docs/inputs.md](inputs.md#sources-what-the-files-do-not-say)"),
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
