import type { Config } from "../config/load-config.ts";
import { marketOf } from "../config/markets.ts";
import type { Day } from "../domain/day.ts";
import type { Revision } from "../domain/rules.ts";
import type { Window } from "../domain/window.ts";
import { assessAll, type MarketOptions } from "../qualify/assess-all.ts";
import type { AssessmentOptions } from "../qualify/assess-partner.ts";
import type { ReadConsumption } from "./read-consumption.ts";
import type { Inputs } from "./read-inputs.ts";
import type { ReadPeople } from "./read-people.ts";

/** Everything that was read, and the rules to judge it by. */
export interface PartnersToAssess extends ReadPeople {
  readonly config: Config;
  readonly asOf: Day;
  readonly revision: Revision;
  readonly window: Window;
  readonly inputs: Inputs;
  readonly consumption: ReadConsumption;
}

/** The verdicts, and the options used to reach them. */
export interface AssessedRun extends ReturnType<typeof assessAll> {
  readonly options: AssessmentOptions;
  readonly market: MarketOptions;
}

/** Judges every partner that any input names. */
export function assessPartners(read: PartnersToAssess): AssessedRun {
  const { config, revision, window, inputs, people, transcripts } = read;
  const { measured, partials } = read.consumption;
  const { close, mixRoutes, marketBasis } = config.job;
  const [consumptionRead, transcriptsRead] = [partials.length > 0, transcripts.length > 0];
  const { rejectedPercentPerPartner } = config.job.limits;
  const rules = { revision, window, close, mixRoutes, rejectedPercentPerPartner };
  const options = { ...rules, consumptionRead, transcriptsRead };
  const market: MarketOptions = { basis: marketBasis, lookup: (country) => marketOf(config.markets, country) };
  const facts = {
    listed: inputs.partners,
    named: [...inputs.associations.map((a) => a.partnerId), ...measured.partnersSeen, ...people.named],
    profiles: [...measured.profiles, ...people.profiles],
    consumption: measured.partners,
    people: people.counts,
    further: measured.further,
    rejected: { consumption: measured.rejected, transcripts: people.rejected },
  };
  return { ...assessAll(facts, options, market), options, market };
}
