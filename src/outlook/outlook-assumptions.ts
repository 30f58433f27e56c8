import type { Outlook } from "../domain/outlook.ts";
import type { RequirementKind } from "../domain/requirement.ts";
import { consumption } from "../requirements/consumption.ts";
import { people } from "../requirements/people.ts";
import type { OutlookOptions } from "./outlook-options.ts";

/** Lists the assumptions of the outlook for the sheet Rules. */
export function outlookAssumptions({ monthEnds, withoutRules }: Outlook, options: OutlookOptions): readonly string[] {
  const { asOf, runRateMonths, market } = options;
  const months = runRateMonths === 1 ? "the last month" : `the last ${runRateMonths} months`;
  const said = [
    `Outlook: only rows up to ${asOf} are looked at; the month-ends are ${monthEnds[0]} to ${monthEnds.at(-1)}, each with its own window and the rules dated for it.`,
    `Outlook, run rate: each month to come brings the mean of ${months} that lie whole in the window (runRateMonths in job.yaml), rounded half away from zero to 10 places, on its first day, in an association that the rules accept.`,
    "Outlook, run rate: a month that has begun is filled up to the run rate; what is known of it is not added once more.",
    "Outlook, zero: nothing enters any more; what is known leaves month by month.",
    "Outlook, people: nobody passes, leaves or renews anything; credentials expire, and stop being accepted, on their days.",
    "Outlook: what too many rejected rows leave unknown stays unknown, unless it is met; nothing is said of a tier that is unknown now.",
    "Outlook: the partner's country, and which partner a person counts for, stay as they are.",
  ];
  for (const kind of furtherKinds(options)) said.push(`Outlook, ${kind.unit.id}: what counts now stays as it is.`);
  if (market.basis === "customer") {
    said.push("Outlook, run rate: what is projected comes from customers of the partner's present market.");
  }
  if (withoutRules.length > 0) {
    said.push(`Outlook: no rules are in force on ${withoutRules.join(", ")}, so no tier is given for these days.`);
  }
  return said;
}

/** Returns the kinds of requirement whose future is unknown. */
function furtherKinds({ revision }: OutlookOptions): ReadonlySet<RequirementKind> {
  const kinds = new Set(revision.tiers.flatMap(({ requirements }) => requirements.map(({ kind }) => kind)));
  kinds.delete(consumption);
  kinds.delete(people);
  return kinds;
}
