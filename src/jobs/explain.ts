import { join } from "node:path";
import type { Config } from "../config/load-config.ts";
import { marketOf } from "../config/markets.ts";
import { nearest } from "../config/nearest.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { ConsumptionEvidence, ExplainedTier, Explanation } from "../domain/explanation.ts";
import { InputError } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { formatExact } from "../domain/money.ts";
import type { Revision } from "../domain/rules.ts";
import type { PartnerSnapshot } from "../domain/snapshot.ts";
import type { Tier } from "../domain/tier.ts";
import { changedConfig, changedInputs } from "../explain/changed-inputs.ts";
import { type PersonEvidenceOptions, personEvidence, routeEvidence } from "../explain/person-evidence.ts";
import { openStore } from "../partials/store.ts";
import { type PastRun, readPastRun } from "../publish/past-run.ts";
import { knownSecret } from "../publish/person-secret.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { assessAll } from "../qualify/assess-all.ts";
import { assessTranscripts } from "../qualify/assess-transcripts.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import { maskPerson } from "../report/person-label.ts";
import { isOfKind } from "../requirements/of-kind.ts";
import { people } from "../requirements/people.ts";
import { explainConsumption } from "./explain-consumption.ts";
import { inputsOfRun } from "./explain-inputs.ts";
import type { ExplainOptions } from "./explain-options.ts";
import type { Inputs } from "./read-inputs.ts";
import { ingestAll } from "./read-people.ts";

/**
 * Derives the verdict of a published run again, for one partner and down to the rows: from the partials that the run
 * kept, and from the rows themselves in the files that contain the partner's. Writes only to a temporary folder, and
 * takes no lock.
 *
 * @throws InputError when nothing is published, the partner is unknown, or config or files have changed since
 * @throws Error when the verdict is not the published one: a bug
 */
export async function explainPartner(request: ExplainOptions): Promise<Explanation> {
  const { config, partnerId, progress } = request;
  progress.stage("Looking up the published run");
  const published = await readPastRun(config.job.output, request.asOf);
  const changed = changedConfig(published.restedOn, config);
  if (changed.length > 0) throw new InputError(changed);
  const partner = partnerOf(published, partnerId);
  const { asOf, snapshot } = published;
  const { window } = snapshot;
  const revision = revisionInForce(config.ruleSet, asOf);

  const { output } = config.job;
  const key = await knownSecret(output);
  const store = await openStore(join(output, "state"), { key, verify: false, warn: progress.warn });
  const needed = new Set(partner.amounts.map(({ file }) => file));
  const inputs = await inputsOfRun(config, published, { store, needed });
  const people = await assessPeopleAgain(inputs, published, { revision, config });
  const consumption = await withWorkFolder("explain", (workFolder) =>
    explainConsumption({ ...request, published, store, inputs, revision, workFolder }),
  );
  const assessment = assess(request, { inputs, revision, published, consumption, people });
  checkAgainst(partner, assessment, consumption.evidence);
  const options = { partnerId, asOf, called: config.job.people.mask ? maskPerson : (label: string) => label };
  const persons = personEvidence(people.assessed, options);
  return {
    run: { asOf, runId: published.runId, folder: published.folder },
    window,
    rules: { id: config.ruleSet.id, revision: revision.id, source: revision.source },
    assessment,
    mixRoutes: config.job.mixRoutes,
    tiers: explainTiers(assessment, { revision, persons, options, tier: request.tier }),
    consumption: consumption.evidence,
    people: { read: snapshot.transcriptsRead, persons },
  };
}

function partnerOf({ snapshot }: PastRun, partnerId: string): PartnerSnapshot {
  const found = snapshot.partners.find((partner) => partner.partnerId === partnerId);
  if (found !== undefined) return found;
  const ids = snapshot.partners.map((partner) => partner.partnerId);
  const near = nearest(partnerId, ids);
  throw new InputError({
    file: "explain",
    code: "unknown-partner",
    found: `partner ${partnerId}, whom the published run does not know`,
    expected: `the id of one of its ${ids.length} partners`,
    fix: near === undefined ? "see the first column of partners.csv" : `did you mean ${near}?`,
  });
}

type PeopleAgain = ReturnType<typeof assessTranscripts>;

/** Reads and assesses all transcripts again, since they are small. They must be unchanged. */
async function assessPeopleAgain(
  { exports }: Inputs,
  { asOf, restedOn }: PastRun,
  { revision, config }: { readonly revision: Revision; readonly config: Config },
): Promise<PeopleAgain> {
  const transcripts = await withWorkFolder("explain", (folder) => ingestAll(exports.transcripts, config, folder));
  const hashes = new Map(restedOn.inputs.map(({ file, sha256 }) => [file, sha256]));
  const changed = transcripts.filter(({ export: { file }, sha256 }) => hashes.get(file) !== sha256);
  if (changed.length > 0) {
    throw changedInputs(
      changed.map(({ export: { file } }) => ({
        file,
        code: "changed-since-run",
        found: "a file that changed after the published run",
      })),
    );
  }
  return assessTranscripts(transcripts, { revision, asOf });
}

interface Derived {
  readonly inputs: Inputs;
  readonly revision: Revision;
  readonly published: PastRun;
  readonly consumption: Awaited<ReturnType<typeof explainConsumption>>;
  readonly people: PeopleAgain;
}

function assess({ config, partnerId }: ExplainOptions, derived: Derived): Assessment {
  const { inputs, revision, published, consumption, people } = derived;
  const { consumptionRead, transcriptsRead, window } = published.snapshot;
  const { job } = config;
  const { assessments } = assessAll(
    {
      listed: inputs.partners.filter((entry) => entry.partnerId === partnerId),
      named: [partnerId],
      profiles: [...consumption.profiles, ...people.profiles].filter((text) => text.partnerId === partnerId),
      consumption: new Map([[partnerId, consumption.measured]]),
      people: people.counts,
      further: consumption.further,
      rejected: { consumption: consumption.rejected, transcripts: people.rejected },
    },
    {
      ...{ revision, window, consumptionRead, transcriptsRead, close: job.close, mixRoutes: job.mixRoutes },
      rejectedPercentPerPartner: job.limits.rejectedPercentPerPartner,
    },
    { basis: job.marketBasis, lookup: (country) => marketOf(config.markets, country) },
  );
  const [assessment] = assessments;
  invariant(assessment !== undefined, `partner ${partnerId} was not assessed`);
  return assessment;
}

/** Checks that the verdict is the published one, and that the rows add up to what was measured, to the last digit. */
function checkAgainst(partner: PartnerSnapshot, assessment: Assessment, evidence: ConsumptionEvidence): void {
  const published = partner.amounts.reduce((sum, { usd }) => sum + usd, 0n);
  const rows = evidence.rows.reduce((sum, { usd }) => sum + usd, 0n);
  const measured = assessment.counted ?? 0n;
  invariant(
    rows === measured && measured === published,
    `partner ${partner.partnerId}: the rows add up to ${formatExact(rows)}, measured are ${formatExact(measured)}, published ${formatExact(published)}`,
  );
  const same = assessment.tier === partner.tier && assessment.nextTierFinding === partner.nextTierFinding;
  invariant(
    same && assessment.market === partner.market,
    `partner ${partner.partnerId}: published as ${partner.tier}, but its rows come to ${assessment.tier}`,
  );
}

interface TierOptions {
  readonly revision: Revision;
  readonly persons: ReturnType<typeof personEvidence>;
  readonly options: PersonEvidenceOptions;
  readonly tier: Tier | undefined;
}

function explainTiers(
  { findings }: Assessment,
  { revision, persons, options, tier: wanted }: TierOptions,
): ExplainedTier[] {
  const asked = revision.tiers.filter(({ tier }) => wanted === undefined || tier === wanted);
  return asked.toReversed().map(({ tier, requirements }) => {
    const clauses = requirements.flatMap((rule) => {
      const own = findings.find((each) => each.tier === tier && each.requirement.id === rule.id);
      const routes = isOfKind(rule, people) ? routeEvidence(rule, persons, options) : [];
      return own === undefined ? [] : [{ ...own, rule, routes }];
    });
    return { tier, held: clauses.every(({ finding }) => finding.outcome === "met"), clauses };
  });
}
