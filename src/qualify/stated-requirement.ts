import type { Quantity, Requirement, TierFinding } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Job } from "../domain/job.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, RequirementRule, Revision, Tier } from "../domain/rules.ts";
import { assessRequirement } from "./assess-requirement.ts";
import { buildRequirement } from "./build-requirement.ts";
import { measurePeople } from "./measure-people.ts";

/** What a verdict goes by. */
export interface JudgingBasis {
  readonly revision: Revision;
  /** At least one consumption export was read, even if it has no rows (S11). */
  readonly consumptionRead: boolean;
  /** At least one transcript export was read, even if it has no rows (S11). */
  readonly transcriptsRead: boolean;
  readonly close: Job["close"];
  readonly mixRoutes: boolean;
}

/** Of a partner's facts, what a verdict rests on. */
export interface MeasuredPartner {
  readonly consumption?: Pick<PartnerConsumption, "total"> | undefined;
  readonly people: PeopleCount | undefined;
}

/** One clause of one tier, with the threshold of a market. */
export interface StatedRequirement {
  readonly tier: Tier;
  readonly rule: RequirementRule;
  readonly requirement: Requirement;
}

/** All clauses of a revision for one market, lowest tier first: the same for every partner there. */
export function stateRequirements(
  { tiers }: Revision,
  market: Market,
  close: Job["close"],
): readonly StatedRequirement[] {
  return tiers.flatMap(({ tier, requirements }) =>
    requirements.map((rule) => ({ tier, rule, requirement: buildRequirement(rule, market, close) })),
  );
}

/** The quantity of a partner that a clause is about; `undefined` when no export says. */
export function measureClause(
  { tier, rule }: StatedRequirement,
  partner: MeasuredPartner,
  basis: JudgingBasis,
): Quantity | undefined {
  if (rule.measure === "consumption") return basis.consumptionRead ? (partner.consumption?.total ?? 0n) : undefined;
  if (!basis.transcriptsRead) return undefined;
  return BigInt(measurePeople({ tier, rule }, partner.people, basis.mixRoutes));
}

/** Compares a quantity with what a clause asks for; `undefined` is unknown. */
export function findingOf({ tier, requirement }: StatedRequirement, quantity: Quantity | undefined): TierFinding {
  return { tier, requirement, finding: assessRequirement(requirement, quantity) };
}
