import type { Config } from "../config/load-config.ts";
import { nearest } from "../config/nearest.ts";
import { type Day, type Month, monthOf } from "../domain/day.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Usd } from "../domain/money.ts";
import type { RunReport } from "../domain/report.ts";
import type { Window } from "../domain/window.ts";
import { bestCredential, type RouteQuestion, routeIds } from "../outlook/route-choice.ts";
import { type Added, type Prospects, prospectsOf, prospectsWith } from "../outlook/what-if.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { buildReport } from "./build-report.ts";
import type { Progress } from "./progress.ts";

/** What the operator asks. */
export interface WhatIfQuestion {
  readonly partnerId: string;
  readonly addUsd: Usd;
  /** Month of the added dollars; the last whole month of the window when `undefined`. */
  readonly inMonth: Month | undefined;
  readonly addPeople: number;
  /** Route of the added people; the one with the most people already when `undefined`. */
  readonly route: string | undefined;
}

export interface WhatIfOptions {
  readonly config: Config;
  readonly asOf: Day;
  readonly question: WhatIfQuestion;
  readonly progress: Progress;
}

/** Prospects of a partner as it is now, and with the additions in question. */
export interface WhatIfAnswer {
  readonly asOf: Day;
  readonly window: Window;
  readonly monthEnds: readonly Day[];
  readonly added: Added;
  readonly present: Prospects;
  readonly changed: Prospects;
}

/**
 * Reads the inputs as a run does, publishes nothing, and judges one partner twice.
 *
 * @throws InputError when the inputs or the question cannot be used
 */
export async function askWhatIf({ config, asOf, question, progress }: WhatIfOptions): Promise<WhatIfAnswer> {
  return withWorkFolder("what-if", async (workFolder) => {
    const { report, ahead } = await buildReport({ config, asOf, workFolder, progress });
    const assessment = report.assessments.find(({ partnerId }) => partnerId === question.partnerId);
    if (assessment === undefined) throw new InputError(unknownPartner(question.partnerId, report));
    const count = ahead.facts.people.get(question.partnerId);
    const routes = { revision: report.revision, asOf, nextTier: assessment.nextTier, count };
    const added = addedBy(question, report, routes);
    return {
      asOf,
      window: report.window,
      monthEnds: report.outlook.monthEnds,
      added,
      present: prospectsOf(assessment, ahead),
      changed: prospectsWith(assessment, added, ahead),
    };
  });
}

/**
 * Returns what to add to the partner's facts.
 *
 * @throws InputError with everything that is wrong with the question
 */
function addedBy(question: WhatIfQuestion, { window, outlook }: RunReport, routes: RouteQuestion): Added {
  const { addUsd: usd, addPeople: people, route } = question;
  const month = question.inMonth ?? lastWholeMonth(window);
  const last = monthOf(outlook.monthEnds.at(-1) ?? window.end);
  const credential = people === 0 ? undefined : bestCredential(routes, route);
  const problems: InputProblem[] = [];
  if (`${month}-01` < window.start || month > last) {
    problems.push({
      file: "--in-month",
      code: "bad-month",
      found: month,
      expected: `a month from ${firstWholeMonth(window)} to ${last}: no window looked at has the first day of any other`,
      fix: "choose a month in between, or another --as-of",
    });
  }
  if (people > 0 && credential === undefined) {
    problems.push({
      file: "--route",
      code: "unknown-route",
      found: route ?? "no route that accepts anything",
      expected: routeIds(routes).join(" or ") || "rules that ask for people",
      fix: "choose a route that the rules name, or leave --route out",
    });
  }
  if (problems.length > 0) throw new InputError(problems);
  return { usd, month, people, credential };
}

function firstWholeMonth({ start, months }: Window): Month {
  return months.find((month) => start <= `${month}-01`) ?? "";
}

function lastWholeMonth({ start, end, months }: Window): Month {
  return months.findLast((month) => start <= `${month}-01` && month < monthOf(end)) ?? "";
}

function unknownPartner(partnerId: string, { assessments }: RunReport): InputProblem {
  const near = nearest(
    partnerId,
    assessments.map((assessment) => assessment.partnerId),
  );
  return {
    file: "what-if",
    code: "unknown-partner",
    found: `partner ${partnerId}, whom no input names`,
    expected: `the id of one of the ${assessments.length} partners of partners.csv`,
    fix: near === undefined ? "see the first column of partners.csv" : `did you mean ${near}?`,
  };
}
