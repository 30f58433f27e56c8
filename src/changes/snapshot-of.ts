import type { Assessment } from "../domain/assessment.ts";
import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Job } from "../domain/job.ts";
import type { Usd } from "../domain/money.ts";
import type { RunReport } from "../domain/report.ts";
import type { Revision } from "../domain/rules.ts";
import type { HashedFile } from "../domain/run-inputs.ts";
import type {
  PartnerSnapshot,
  PersonSnapshot,
  RulesSnapshot,
  Snapshot,
  SourceSnapshot,
  Terms,
} from "../domain/snapshot.ts";
import type { Market } from "../domain/tier.ts";
import { rowsThatMatter } from "../qualify/run-sources.ts";
import { stateRequirement } from "../qualify/stated-requirement.ts";
import { consumption } from "../requirements/consumption.ts";
import { clausesOf } from "../requirements/of-kind.ts";
import { people } from "../requirements/people.ts";
import { keyIdOf } from "./person-keys.ts";

/** The inputs of a snapshot. */
interface SnapshotOptions extends TermsOptions {
  readonly report: RunReport;
  readonly job: TermsOptions["job"] & Pick<Job, "close" | "mixRoutes">;
  /** From `personsOf`, with keys made from `secret`. */
  readonly persons: readonly PersonSnapshot[];
  readonly secret: string;
}

/** Builds the snapshot that later runs are compared with. Its restatements are added after the comparison. */
export function snapshotOf({ report, persons, secret, ...options }: SnapshotOptions): Snapshot {
  const { asOf, window, revision } = report;
  return {
    asOf,
    window,
    rules: rulesOf(report, options.job),
    terms: termsOf(options, revision),
    consumptionRead: report.consumptionRead,
    transcriptsRead: report.transcriptsRead,
    sources: sourcesOf(report),
    partners: partnersOf(report),
    personKeyId: keyIdOf(secret),
    persons,
    restatements: [],
  };
}

function rulesOf({ ruleSet, revision }: RunReport, { close, mixRoutes }: SnapshotOptions["job"]): RulesSnapshot {
  const requirements = (market: Market) =>
    Object.fromEntries(
      revision.tiers.map(({ tier, requirements: rules }) => [
        tier,
        rules.map((rule) => `${rule.id} ${stateRequirement(rule, market, close).threshold}`).join("; "),
      ]),
    );
  const routes = clausesOf(revision, people).flatMap(({ tier, rule }) =>
    rule.routes.map(({ id, credentials }) => {
      const names = credentials.map(({ credential, acceptedUntil }) =>
        `${credential.key} ${acceptedUntil ?? ""}`.trim(),
      );
      return `${tier} ${id}: ${names.join(", ")}`;
    }),
  );
  return {
    id: ruleSet.id,
    revision: revision.id,
    requirements: { developed: requirements("developed"), emerging: requirements("emerging") },
    routes: routes.join("; "),
    settings: `close from ${close.fromPercentTenThousandths}, within ${close.withinPeople}; mix routes ${mixRoutes}`,
  };
}

function sourcesOf({ sources, fileMonths, exportMonths }: RunReport): SourceSnapshot[] {
  const months = new Map<string, Map<Month, Usd>>();
  for (const { file, month, usd } of exportMonths) {
    months.set(file, (months.get(file) ?? new Map<Month, Usd>()).set(month, usd));
  }
  const newest = new Map<string, Month>();
  for (const { file, month } of fileMonths) {
    if (month > (newest.get(file) ?? "")) newest.set(file, month);
  }
  return sources.map((source) => ({
    kind: source.kind,
    file: source.file,
    format: source.format,
    sha256: source.sha256,
    rows: rowsThatMatter(source),
    countedRows: source.buckets.counted.rows,
    newestMonth: newest.get(source.file) ?? "",
    months: months.get(source.file) ?? new Map(),
  }));
}

function partnersOf({ assessments, fileMonths }: RunReport): PartnerSnapshot[] {
  const amounts = groupBy(fileMonths, ({ partnerId }) => partnerId);
  return assessments.map((assessment) => {
    const { partnerId, partnerName, market, tier, nextTier, nextTierFinding } = assessment;
    return {
      ...{ partnerId, partnerName, market, tier, nextTier, nextTierFinding },
      unknown: unknownOf(assessment),
      amounts: amounts.get(partnerId) ?? [],
    };
  });
}

/** Returns the exports too many of whose rows were rejected to say whether the next tier's requirements are met. */
function unknownOf({ findings, nextTier }: Assessment): PartnerSnapshot["unknown"] {
  const unknown = findings.flatMap(({ tier, requirement, finding }) =>
    tier === nextTier && finding.outcome === "unknown" && finding.rejected ? [requirement.kind.exports] : [],
  );
  return [...new Set(unknown)].sort();
}

/** The settings and files that terms are derived from. */
interface TermsOptions {
  readonly job: Pick<Job, "retroactive" | "dataset" | "placeholders" | "sources">;
  readonly configFiles: readonly HashedFile[];
  /** The small tables in the input folder. */
  readonly tables: readonly HashedFile[];
  /** Version of this program. */
  readonly version: string;
}

/** Returns what determines, besides the exports, which partners rows are credited to and for how much. */
function termsOf({ job, configFiles, tables, version }: TermsOptions, revision: Revision): Terms {
  const { retroactive, dataset, placeholders, sources } = job;
  const accepts = clausesOf(revision, consumption).flatMap(({ rule }) => rule.accepts);
  return {
    association: `${hashes(tables, /^associations\.csv$/)} ${hashes(configFiles, /(^|\/)associations\.yaml$/)}`,
    "exchange rates": hashes(tables, /^exchange-rates\.csv$/),
    "accepted associations": [...new Set(accepts)].join(" "),
    settings: `${JSON.stringify({ retroactive, dataset, placeholders, sources })} ${hashes(configFiles, /(^|\/)formats\/[^/]+$/)}`,
    program: version,
  };
}

function hashes(files: readonly HashedFile[], pattern: RegExp): string {
  return files
    .filter(({ path }) => pattern.test(path))
    .map(({ sha256 }) => sha256)
    .join(" ");
}
