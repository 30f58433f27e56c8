import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, Tier } from "../domain/rules.ts";
import { measurePeople, peopleOnRoute } from "./measure-people.ts";
import { requirementTowards } from "./people-rules.ts";
import {
  findingOf,
  type JudgingBasis,
  measureClause,
  type StatedRequirement,
  stateRequirements,
} from "./stated-requirement.ts";

/** What partners of one market are judged by. */
export interface MarketRules {
  readonly stated: readonly StatedRequirement[];
  /** What a count of persons comes to: worked out once, since many partners share one. */
  readonly ofPeople: (count: PeopleCount | undefined) => PeopleFindings;
}

/** What a count of persons comes to, whatever the dollars. */
export interface PeopleFindings {
  /** By the clause that they are about. */
  readonly findings: ReadonlyMap<StatedRequirement, TierFinding>;
  /** The same if one person by assessment and another by exam added up (S10); `undefined` where that changes no outcome. */
  readonly mixed: ReadonlyMap<StatedRequirement, TierFinding> | undefined;
  /** Persons towards each next tier, or towards the highest one where that is held. */
  readonly towards: ReadonlyMap<Tier | undefined, PeopleTowards>;
}

type PeopleTowards = Pick<Assessment, "assessmentPeople" | "examPeople" | "people">;

/** States the rules of a revision for one market. */
export function marketRules(market: Market, basis: JudgingBasis): MarketRules {
  const stated = stateRequirements(basis.revision, market, basis.close);
  const known = new Map<PeopleCount | undefined, PeopleFindings>();
  return {
    stated,
    ofPeople: (count) => {
      const found = known.get(count) ?? findPeople(count, stated, basis);
      known.set(count, found);
      return found;
    },
  };
}

function findPeople(
  count: PeopleCount | undefined,
  stated: readonly StatedRequirement[],
  basis: JudgingBasis,
): PeopleFindings {
  const clauses = stated.filter(({ rule }) => rule.measure === "people");
  const findings = (judging: JudgingBasis) =>
    new Map(clauses.map((clause) => [clause, findingOf(clause, measureClause(clause, { people: count }, judging))]));
  const asIs = findings(basis);
  const mixed = findings({ ...basis, mixRoutes: true });
  const isSame = clauses.every((clause) => asIs.get(clause)?.finding.outcome === mixed.get(clause)?.finding.outcome);
  const nextTiers = [...basis.revision.tiers.map(({ tier }) => tier), undefined];
  return {
    findings: asIs,
    mixed: isSame ? undefined : mixed,
    towards: new Map(nextTiers.map((nextTier) => [nextTier, peopleTowards(nextTier, count, basis)])),
  };
}

/** Persons towards the next tier, or towards the highest one where that is held. */
function peopleTowards(
  nextTier: Tier | undefined,
  people: PeopleCount | undefined,
  { revision, transcriptsRead, mixRoutes }: JudgingBasis,
): PeopleTowards {
  const requirement = requirementTowards(revision, nextTier);
  if (requirement === undefined || !transcriptsRead) {
    return { assessmentPeople: undefined, examPeople: undefined, people: undefined };
  }
  return {
    assessmentPeople: peopleOnRoute(requirement, people, "assessments"),
    examPeople: peopleOnRoute(requirement, people, "exams"),
    people: measurePeople(requirement, people, mixRoutes),
  };
}
