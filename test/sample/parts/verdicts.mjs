/** The verdict of each partner from the sums noted while writing: the rules once more, in a few lines of their own. */
import { exact } from "./amounts.mjs";
import { totalOf } from "./ledger.mjs";
import { partners } from "./partners.mjs";
import { completions, credentials } from "./transcript-rows.mjs";

const tiers = [
  { tier: "silver", people: 1, developed: "15000", emerging: "10000" },
  { tier: "gold", people: 2, developed: "100000", emerging: "100000" },
];

/**
 * @param {import("./ledger.mjs").Ledger} ledger
 * @param {import("./partners.mjs").SamplePartner} partner
 */
export function verdictOf(ledger, partner) {
  const usd = totalOf(ledger, partner.id);
  const assessments = peopleOf(partner.id, "assessments").size;
  const exams = peopleOf(partner.id, "exams").size;
  const people = Math.max(assessments, exams);
  const findings = tiers.map((rule) => findingOf({ rule, usd, people, developed: partner.developed }));
  const held = tiers.findLast((_, index) => findings[index] === "met")?.tier ?? "none";
  const next = held === "none" ? 0 : held === "silver" ? 1 : undefined;
  const verdict = next === undefined ? held : `${held}, ${tiers[next]?.tier} ${findings[next]}`;
  return { usd, assessments, exams, verdict };
}

/** @param {{ rule: typeof tiers[number], usd: bigint, people: number, developed: boolean }} of */
function findingOf({ rule, usd, people, developed }) {
  const threshold = exact(developed ? rule.developed : rule.emerging);
  if (usd >= threshold && people >= rule.people) return "met";
  return usd * 100n >= threshold * 80n && rule.people - people <= 1 ? "close" : "short";
}

/** Persons that count for a partner on one route. @param {string} partner @param {string} route */
function peopleOf(partner, route) {
  const counting = completions.filter(
    ({ what, reason, ...row }) =>
      reason === undefined && credentials[what][2] === route && (row.countsFor ?? row.partner) === partner,
  );
  return new Set(counting.map(({ person }) => person));
}

/** Stops where a partner's sums do not give the verdict that its story promises. @param {import("./ledger.mjs").Ledger} ledger */
export function checkVerdicts(ledger) {
  const wrong = partners.flatMap((partner) => {
    const { verdict } = verdictOf(ledger, partner);
    return verdict === partner.verdict
      ? []
      : [`${partner.id} ${partner.name}: meant "${partner.verdict}", is "${verdict}"`];
  });
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}
