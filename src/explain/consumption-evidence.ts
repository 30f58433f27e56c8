import { type Day, monthOf } from "../domain/day.ts";
import type { ConsumptionEvidence, EvidenceRow, FileEvidence, NotCounted, Stream } from "../domain/explanation.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Usd } from "../domain/money.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { CountedRow } from "../measure/evidence-rows.ts";
import type { PartnerShare } from "../measure/partner-shares.ts";

/** Everything found about one partner's consumption. */
export interface FoundConsumption {
  readonly shares: readonly PartnerShare[];
  readonly rows: readonly CountedRow[];
  /** Returns the name of a file, given its number. */
  readonly fileOf: (number: number) => string;
  /** Returns the files that replaced the rows of a share; none where nothing did. */
  readonly replacedBy: (share: PartnerShare) => readonly string[];
  /** First day of the window. */
  readonly windowStart: Day;
  readonly formatOf: (number: number) => string;
  /** Whether any consumption export was read. */
  readonly read: boolean;
}

/** Lists the export rows behind a partner's consumption, by month and file. */
export function consumptionEvidence(found: FoundConsumption): ConsumptionEvidence {
  const rows = found.rows
    .map((row): EvidenceRow => ({ ...row, file: found.fileOf(row.file) }))
    .sort((a, b) => compareCodePoints(a.file, b.file) || a.line - b.line);
  const months = groupBy(rows, ({ day }) => monthOf(day));
  return {
    measured: found.read ? sumOf(rows) : undefined,
    months: [...months].map(([month, own]) => ({ month, rows: own.length, usd: sumOf(own) })).sort(byMonth),
    files: [...groupBy(rows, ({ file }) => file)].map(([file, own]) => fileEvidence(file, own)),
    customers: distinct(rows.map(({ customer }) => customer)),
    subscriptions: distinct(rows.map(({ subscription }) => subscription)),
    streams: streamsOf(found),
    notCounted: notCountedOf(found),
    rows,
  };
}

export function sumOf(parts: readonly { readonly usd: Usd }[]): Usd {
  return parts.reduce((sum, { usd }) => sum + usd, 0n);
}

function byMonth(a: { readonly month: string }, b: { readonly month: string }): number {
  return compareCodePoints(a.month, b.month);
}

function distinct(ids: readonly string[]): number {
  return new Set(ids.filter((id) => id !== "")).size;
}

function fileEvidence(file: string, rows: readonly EvidenceRow[]): FileEvidence {
  const [firstLine, lastLine] = [rows[0]?.line ?? 0, rows.at(-1)?.line ?? 0];
  return { file, rows: rows.length, usd: sumOf(rows), firstLine, lastLine };
}

function streamsOf({ rows, formatOf }: FoundConsumption): Stream[] {
  const withFormat = rows.map((row) => ({ ...row, format: formatOf(row.file) }));
  const keyOf = (row: (typeof withFormat)[number]) =>
    JSON.stringify([row.subscription === "" ? `c${row.customer}` : `s${row.subscription}`, row.kind, row.format]);
  return [...groupBy(withFormat, keyOf).values()]
    .map((own) => {
      const { subscription = "", customer = "", kind = "", format = "" } = own[0] ?? {};
      const months = [...new Set(own.map(({ day }) => monthOf(day)))].sort();
      return { subscription, customer, kind, format, months, rows: own.length, usd: sumOf(own) } as const;
    })
    .sort((a, b) => byDollars(a, b) || compareCodePoints(a.subscription + a.customer, b.subscription + b.customer));
}

function notCountedOf(found: FoundConsumption): NotCounted[] {
  const { shares, fileOf, replacedBy } = found;
  const left = shares.filter(({ bucket }) => bucket !== "counted");
  const keyOf = (share: PartnerShare) =>
    JSON.stringify([share.bucket, decidingKind(share), share.file, isAfter(share, found)]);
  return [...groupBy(left, keyOf).values()]
    .map((own): NotCounted => {
      const first = own[0] as PartnerShare;
      return {
        bucket: first.bucket as NotCounted["bucket"],
        kind: decidingKind(first),
        file: fileOf(first.file),
        rows: own.reduce((sum, { rows }) => sum + rows, 0),
        usd: sumOf(own),
        months: [...new Set(own.map(({ month }) => month).filter((month) => month !== ""))].sort(),
        subscriptions: distinct(own.map(({ unit }) => unit.slice(1))),
        replacedBy: [...new Set(own.flatMap(replacedBy))].sort(compareCodePoints),
      };
    })
    .sort((a, b) => byDollars(a, b) || compareCodePoints(a.file, b.file) || compareCodePoints(a.bucket, b.bucket));
}

/** Returns whether a share is of days after the window, which are listed separately from those before it. */
function isAfter({ bucket, month }: PartnerShare, { windowStart }: FoundConsumption): boolean {
  return bucket === "outside-window" && `${month}-01` >= windowStart;
}

/** Returns the kind where the bucket depends on it (S13); empty otherwise, so that all kinds share one entry. */
function decidingKind({ bucket, kind }: PartnerShare): PartnerShare["kind"] {
  return bucket === "ineligible-association" || bucket === "duplicate" || bucket === "outside-association" ? kind : "";
}

function byDollars(a: { readonly usd: Usd }, b: { readonly usd: Usd }): number {
  return a.usd === b.usd ? 0 : a.usd > b.usd ? -1 : 1;
}
