import type { Assessment, Finding, Requirement, TierFinding } from "../../src/domain/assessment.ts";
import { type Bucket, buckets, type SourceTally, type Tally } from "../../src/domain/consumption.ts";
import type { Job } from "../../src/domain/job.ts";
import { usd } from "../../src/domain/money.ts";
import type { PartnerOutlook } from "../../src/domain/outlook.ts";
import type { AssessedTranscriptRow, TranscriptRow } from "../../src/domain/person.ts";
import type { RunReport } from "../../src/domain/report.ts";
import type { Credential, Revision, RuleSet } from "../../src/domain/rules.ts";
import { isTier, type Tier } from "../../src/domain/tier.ts";
import { type ConsumptionRule, consumption } from "../../src/requirements/consumption.ts";
import { type PeopleRule, people } from "../../src/requirements/people.ts";

const exam: Credential = {
  key: "70-532",
  kind: "exam",
  title: "Developing Microsoft Azure Solutions",
  aliases: [],
  ids: ["70-532"],
};
const course: Credential = {
  key: "cloud-assessment",
  kind: "assessment",
  title: "Technical Assessment for Cloud Platform",
  aliases: [],
  ids: ["13736"],
};

function tierRule(
  tier: Tier,
  [developed, emerging]: readonly [string, string],
  needed: number,
): Revision["tiers"][number] {
  const dollars: ConsumptionRule = {
    kind: consumption,
    id: "azure-consumption",
    threshold: {
      developed: { usd: usd(developed), quote: `US$${developed} in developed markets` },
      emerging: { usd: usd(emerging), quote: `US$${emerging} in emerging markets` },
    },
    accepts: ["dpor", "tpor"],
    acceptsQuote: "Digital Partner of Record or Transacting Partner of Record",
  };
  const persons: PeopleRule = {
    kind: people,
    id: "certified-people",
    needed,
    routes: [
      { id: "assessments", credentials: [{ credential: course }], quote: "pass one of the assessments" },
      { id: "exams", credentials: [{ credential: exam, acceptedUntil: "2018-12-31" }], quote: "pass one of the exams" },
    ],
    quote: `${needed} must pass`,
  };
  return { tier, requirements: [dollars, persons] };
}

const revision: Revision = {
  id: "seed",
  source: "https://example.com/competency",
  tiers: [tierRule("silver", ["15000", "10000"], 1), tierRule("gold", ["100000", "70000"], 2)],
};

const ruleSet: RuleSet = {
  id: "cloud-platform",
  competency: "Cloud Platform",
  option: "Azure Consumption",
  source: revision.source,
  credentials: [course, exam],
  revisions: [revision],
  assumptions: [{ id: "csp", text: "CSP partners transact." }],
};

/** A consumption requirement in a developed market. */
export function consumptionRequirement(tier: Tier): Requirement {
  const threshold = usd(tier === "silver" ? "15000" : "100000");
  return { id: "azure-consumption", kind: consumption, threshold, closeFrom: (threshold * 8n) / 10n, quote: "…" };
}

/** A people requirement. */
export function peopleRequirement(tier: Tier): Requirement {
  const threshold = tier === "silver" ? 1n : 2n;
  return { id: "certified-people", kind: people, threshold, closeFrom: threshold - 1n, quote: "…" };
}

/** The four findings of a partner: dollars and people for silver, then for gold. */
export function findings(
  silver: readonly [Finding, Finding],
  gold: readonly [Finding, Finding],
): readonly TierFinding[] {
  return [
    { tier: "silver", requirement: consumptionRequirement("silver"), finding: silver[0] },
    { tier: "silver", requirement: peopleRequirement("silver"), finding: silver[1] },
    { tier: "gold", requirement: consumptionRequirement("gold"), finding: gold[0] },
    { tier: "gold", requirement: peopleRequirement("gold"), finding: gold[1] },
  ];
}

const met = (measured: bigint): Finding => ({ outcome: "met", measured });
const close = (measured: bigint, gap: bigint): Finding => ({ outcome: "close", measured, gap });
const short = (measured: bigint, gap: bigint): Finding => ({ outcome: "short", measured, gap });
const unknown: Finding = { outcome: "unknown", rejected: undefined };

const windowMonths = ["2016-08", "2016-09", "2016-10", "2016-11", "2016-12", "2017-01"].concat([
  "2017-02",
  "2017-03",
  "2017-04",
  "2017-05",
  "2017-06",
  "2017-07",
]);

function monthsWith(total: string): ReadonlyMap<string, bigint> {
  return new Map(windowMonths.map((month) => [month, month === "2017-07" ? usd(total) : 0n]));
}

/** Needs dollars and a person for silver; its name would run as a formula. */
export const closeToSilver: Assessment = {
  partnerId: "0012345",
  partnerName: '=HYPERLINK("https://example.com","Fabrikam")',
  country: "Germany",
  market: "developed",
  consumption: usd("13759.4567"),
  counted: usd("13759.4567"),
  rowsRejected: 3,
  months: monthsWith("13759.4567"),
  monthsSeen: 3,
  assessmentPeople: 0,
  examPeople: 0,
  people: 0,
  tier: "none",
  nextTier: "silver",
  nextTierFinding: "close",
  findings: findings(
    [close(usd("13759.4567"), usd("1240.5433")), close(0n, 1n)],
    [short(usd("13759.4567"), usd("86240.5433")), short(0n, 2n)],
  ),
};

/** Holds the highest tier. */
export const holdsGold: Assessment = {
  partnerId: "2000",
  partnerName: "Contoso",
  country: "India",
  market: "developed",
  consumption: usd("100000"),
  counted: usd("100000"),
  rowsRejected: 0,
  months: monthsWith("100000"),
  monthsSeen: 12,
  assessmentPeople: 2,
  examPeople: 1,
  people: 2,
  tier: "gold",
  nextTier: undefined,
  nextTierFinding: undefined,
  findings: findings([met(usd("100000")), met(2n)], [met(usd("100000")), met(2n)]),
};

/** Holds silver, far from gold; its name has what Excel cannot hold. */
export const holdsSilver: Assessment = {
  ...holdsGold,
  partnerId: "3000",
  partnerName: "Fabrik\u0001 Süd _x000D_ \uD800",
  consumption: usd("20000.005"),
  counted: usd("20000.005"),
  months: monthsWith("20000.005"),
  assessmentPeople: 1,
  examPeople: 1,
  people: 1,
  tier: "silver",
  nextTier: "gold",
  nextTierFinding: "short",
  findings: findings([met(usd("20000.005")), met(1n)], [short(usd("20000.005"), usd("79999.995")), close(1n, 1n)]),
  tierIfRoutesMixed: "gold",
};

/** No transcripts were read. */
export const unknownPeople: Assessment = {
  ...holdsGold,
  partnerId: "4000",
  partnerName: "Contoso\r\nWest",
  consumption: usd("-5"),
  counted: usd("-5"),
  months: monthsWith("-5"),
  assessmentPeople: undefined,
  examPeople: undefined,
  people: undefined,
  tier: "none",
  nextTier: "silver",
  nextTierFinding: "unknown",
  findings: findings([short(usd("-5"), usd("15005")), unknown], [short(usd("-5"), usd("100005")), unknown]),
};

/** No consumption export was read at all. */
export const unknownConsumption: Assessment = {
  ...holdsGold,
  partnerId: "5000",
  consumption: undefined,
  counted: undefined,
  months: new Map(),
  monthsSeen: 0,
  tier: "unknown",
  nextTier: "silver",
  nextTierFinding: "unknown",
  findings: findings([unknown, met(2n)], [unknown, met(2n)]),
};

const nothing: Tally = { rows: 0, usd: 0n };

/** Every bucket empty but the given ones. */
export function tallies(given: Partial<Record<Bucket, Tally>>): Readonly<Record<Bucket, Tally>> {
  const entries = buckets.map((bucket) => [bucket, given[bucket] ?? nothing] as const);
  return Object.fromEntries(entries) as Record<Bucket, Tally>;
}

const consumptionFile: SourceTally = {
  kind: "consumption",
  file: "consumption/süd west/usage.csv",
  format: "tierbook",
  sha256: "a".repeat(64),
  read: { rows: 5, usd: usd("133759.4617") },
  creditedAgain: { rows: 1, usd: usd("5") },
  buckets: tallies({
    counted: { rows: 4, usd: usd("133754.4617") },
    superseded: { rows: 1, usd: usd("10") },
    rejected: { rows: 1, usd: 0n },
  }),
  supersededBy: ["consumption/b.csv", "consumption/c.csv"],
};

const transcriptFile: SourceTally = {
  kind: "transcripts",
  file: "transcripts/people.csv",
  format: "transcripts",
  sha256: "b".repeat(64),
  read: { rows: 2, usd: 0n },
  creditedAgain: nothing,
  buckets: tallies({ counted: { rows: 2, usd: 0n } }),
  supersededBy: [],
};

const passedRow: TranscriptRow = {
  file: "transcripts/people.csv",
  line: 2,
  mcpId: "998877",
  emails: ["jane@contoso.com"],
  userId: "",
  partnerId: "2000",
  partnerName: "Contoso",
  partnerCountry: "India",
  activityId: "70-532",
  title: "Developing Microsoft Azure Solutions",
  completedOn: "2017-01-31",
  expiresOn: "2019-01-31",
  passed: true,
  inactive: false,
};

/** A transcript row that counts. */
export const countingRow: AssessedTranscriptRow = {
  row: passedRow,
  person: passedRow,
  partnerId: "2000",
  credentialKey: "70-532",
  kind: "exam",
  counts: true,
  reason: "counted",
};

const { expiresOn: _, ...rowWithoutExpiry } = passedRow;
const otherRow: TranscriptRow = { ...rowWithoutExpiry, line: 3, emails: [], title: "", activityId: "-1234" };

/** A transcript row that no route names, of a person without an e-mail and a row without a title. */
export const unlistedRow: AssessedTranscriptRow = {
  row: otherRow,
  person: otherRow,
  partnerId: "2000",
  credentialKey: undefined,
  kind: "",
  counts: false,
  reason: "not-listed",
};

const monthEnds = ["2017-08-31", "2017-09-30"];

function outlookOf({ partnerId, consumption, people, tier, nextTier }: Assessment): PartnerOutlook {
  const point = { usd: consumption, people, tier };
  const never = { "run-rate": undefined, zero: undefined };
  const by = { by: "2017-09-30", usdPerMonth: usd("5000.001"), usdKnown: true, missingPeople: 0 };
  return {
    partnerId,
    runRate: consumption === undefined ? undefined : consumption / 3n,
    lines: { "run-rate": [point, point], zero: [point, { usd: 0n, people, tier: "none" }] },
    lostFrom: !isTier(tier) ? never : { ...never, zero: "2017-09-30" },
    reachesNextTier: !isTier(tier) ? { "run-rate": "2017-08-31", zero: undefined } : never,
    keep: !isTier(tier) ? undefined : { tier, ...by },
    reach: nextTier && { tier: nextTier, ...by },
  };
}

/** A small run with a bit of everything. */
export const sampleReport: RunReport = {
  asOf: "2017-07-31",
  window: { start: "2016-08-01", end: "2017-08-01", months: windowMonths },
  ruleSet,
  revision,
  assumptions: ["CSP partners transact."],
  assessments: [closeToSilver, holdsGold, holdsSilver, unknownPeople, unknownConsumption],
  consumptionRead: true,
  engineUse: { engine: "embedded", files: [] },
  transcriptsRead: true,
  furtherColumns: { names: [], cells: new Map() },
  outlook: {
    monthEnds,
    withoutRules: [],
    partners: [closeToSilver, holdsGold, holdsSilver, unknownPeople, unknownConsumption].map(outlookOf),
  },
  people: [countingRow, unlistedRow],
  conflicts: [{ person: "jane@contoso.com", countsFor: "2000", alsoNamed: ["3000"] }],
  unknownCountries: [{ partnerId: "3000", country: "" }],
  sources: [consumptionFile, transcriptFile],
  totals: {
    read: consumptionFile.read,
    creditedAgain: consumptionFile.creditedAgain,
    buckets: consumptionFile.buckets,
  },
  monthsCovered: windowMonths.slice(1),
  rejects: [
    {
      file: "consumption/süd west/usage.csv",
      line: 7,
      column: "amount_usd",
      code: "bad-amount",
      message: "found abc, expected an amount",
      raw: '=cmd|"x",abc,\r,"two\nlines"',
    },
  ],
  warnings: [{ code: "unknown-country", message: "3 partners have no known country", crossesLimit: false }],
  fileMonths: [],
  exportMonths: [],
  comparedWith: undefined,
  changes: [],
  restatements: [],
  toDo: [],
  leftAlone: ["consumption/notes.txt"],
};

/** A job with every default. */
export const sampleJob: Job = {
  input: "/data/input",
  output: "/data/output",
  rules: "/data/config/rules/cloud-platform.yaml",
  timeZone: "UTC",
  window: { mode: "complete-months", settleDays: 0 },
  marketBasis: "partner",
  close: { fromPercentTenThousandths: 800_000n, withinPeople: 1 },
  runRateMonths: 3,
  mixRoutes: false,
  retroactive: false,
  dataset: "actual",
  people: { mask: true },
  workbook: true,
  csv: { bom: false, delimiter: "," },
  limits: {
    rejectedPercent: 5,
    rejectedPercentPerFile: 20,
    replacedPercent: 50,
    rejectedPercentPerPartner: 20,
    unattributedPercent: 5,
    missingRatePercent: 1,
    monthsWithoutData: 11,
    consumptionAgeDays: 95,
    transcriptAgeDays: 400,
    vanishedSources: 0,
    rowsFallPercent: 30,
  },
  maxExpandedBytes: 1_000_000,
  schedule: "15 5 * * *",
  retry: { times: 2, afterMinutes: 30 },
  retain: 90,
  ping: null,
  mail: {
    to: [],
    from: null,
    host: "localhost",
    port: 587,
    security: "starttls",
    user: null,
    onlyOnChange: false,
    attachUpTo: 20_000_000,
  },
  placeholders: [],
  azure: [],
  fetch: { maxBlobBytes: 100 * 1024 ** 3, maxBytes: 1024 ** 4 },
  engine: "embedded",
  sources: [],
};
