import type { Assessment } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import { furtherOf } from "../domain/further.ts";
import type { Usd } from "../domain/money.ts";
import type { PartnerOutlook } from "../domain/outlook.ts";
import type { TranscriptRow } from "../domain/person.ts";
import { type AllRejects, rejectsOf } from "../domain/rejected-share.ts";
import type { Credential } from "../domain/rules.ts";
import { assessPartner } from "../qualify/assess-partner.ts";
import { assessPeople } from "../qualify/assess-people.ts";
import { partnersAhead } from "./make-outlook.ts";
import type { KnownToday, OutlookOptions } from "./outlook-options.ts";
import { partnerOutlook } from "./partner-outlook.ts";
import { type Way, waysToNextTier } from "./ways.ts";

/** What is added to one partner, in the way that rows in the exports would. */
export interface Added {
  /** Dollars on the first day of `month`, in an association that the rules accept; 0 for none. */
  readonly usd: Usd;
  readonly month: Month;
  /** Persons who pass on the as-of day. */
  readonly people: number;
  /** The credential they pass; `undefined` if there are no persons. */
  readonly credential: Credential | undefined;
}

/** A partner's present assessment and its future. */
export interface Prospects {
  readonly assessment: Assessment;
  readonly outlook: PartnerOutlook;
  /** Ways to the next tier, cheapest first. */
  readonly ways: readonly Way[];
}

/** What all partners of a run are assessed from. */
export interface WhatIfGrounds {
  readonly facts: KnownToday;
  readonly options: OutlookOptions;
}

/** Returns a partner's prospects without any addition. */
export function prospectsOf(assessment: Assessment, { facts, options }: WhatIfGrounds): Prospects {
  const all = partnersAhead(ofPartner(facts, assessment.partnerId), options);
  return { assessment, outlook: partnerOutlook(assessment, all), ways: waysToNextTier(assessment, all) };
}

/**
 * Returns a partner's prospects with something added. Dollars in a month of the present window count like dollars in
 * the exports, including for the run rate; those in a later month are added to what is projected.
 */
export function prospectsWith(assessment: Assessment, added: Added, known: WhatIfGrounds): Prospects {
  const after = { facts: factsWith(assessment.partnerId, added, known), options: optionsWith(added, known.options) };
  const { partnerId, partnerName, country, market } = assessment;
  const consumption = after.facts.consumption.get(partnerId);
  const people = after.facts.people.get(partnerId);
  const further = furtherOf(after.facts.further, partnerId);
  const rejected = rejectsOf(after.facts.rejected, partnerId);
  const assessed = assessPartner(
    { partnerId, partnerName, country, market, consumption, people, further, rejected },
    after.options,
  );
  return prospectsOf(assessed, after);
}

function ofPartner(facts: KnownToday, partnerId: string): KnownToday {
  return { ...facts, assessed: facts.assessed.filter((row) => row.partnerId === partnerId) };
}

/** Marks exports as read when rows are added to them. */
function optionsWith({ usd, people }: Added, options: OutlookOptions): OutlookOptions {
  return {
    ...options,
    consumptionRead: options.consumptionRead || usd !== 0n,
    transcriptsRead: options.transcriptsRead || people > 0,
  };
}

function factsWith(partnerId: string, added: Added, { facts, options }: WhatIfGrounds): KnownToday {
  const { usd, month, people, credential } = added;
  const withPeople =
    people === 0 || credential === undefined ? facts : peopleWith(partnerId, added, { facts, options });
  if (usd === 0n) return withPeople;
  if (`${month}-01` >= options.window.end) return { ...withPeople, planned: [{ partnerId, month, usd }] };
  const consumption = consumptionWith(facts.consumption.get(partnerId), { partnerId, month, usd });
  return {
    ...withPeople,
    consumption: new Map([...facts.consumption, [partnerId, consumption]]),
    rejected: { ...withPeople.rejected, consumption: rowsAdded(facts.rejected.consumption, partnerId, 1) },
  };
}

/** Returns the shares of rejected rows after good rows were added to a partner. */
function rowsAdded(shares: AllRejects["consumption"], partnerId: string, rows: number): AllRejects["consumption"] {
  const share = shares.get(partnerId);
  return share === undefined ? shares : new Map([...shares, [partnerId, { ...share, rows: share.rows + rows }]]);
}

function consumptionWith(
  present: PartnerConsumption | undefined,
  { partnerId, month, usd }: { readonly partnerId: string; readonly month: Month; readonly usd: Usd },
): PartnerConsumption {
  const months = new Map(present?.months);
  months.set(month, (months.get(month) ?? 0n) + usd);
  return {
    partnerId,
    months,
    total: (present?.total ?? 0n) + usd,
    monthsSeen: months.size,
    customerCountries: present?.customerCountries ?? [],
    countriesByMonth: present?.countriesByMonth ?? new Map(),
  };
}

function peopleWith(partnerId: string, { people, credential }: Added, { facts, options }: WhatIfGrounds): KnownToday {
  const { revision, asOf } = options;
  const own = facts.assessed.filter((row) => row.partnerId === partnerId && row.reason !== "after-as-of");
  const passed = Array.from({ length: people }, (_, index) => passedRow(partnerId, credential, { asOf, index }));
  const { assessed, counts } = assessPeople({ rows: [...own.map(({ row }) => row), ...passed], revision, asOf });
  const count = counts.get(partnerId);
  return {
    ...facts,
    assessed: [...facts.assessed.filter((row) => row.partnerId !== partnerId), ...assessed],
    people: count === undefined ? facts.people : new Map([...facts.people, [partnerId, count]]),
    rejected: { ...facts.rejected, transcripts: rowsAdded(facts.rejected.transcripts, partnerId, people) },
  };
}

/** Creates the row of a person who is in no export: their id contains a space. */
function passedRow(
  partnerId: string,
  credential: Credential | undefined,
  { asOf, index }: { readonly asOf: Day; readonly index: number },
): TranscriptRow {
  return {
    file: "",
    line: index,
    mcpId: `what if ${index + 1}`,
    emails: [],
    userId: "",
    partnerId,
    partnerName: "",
    partnerCountry: "",
    activityId: credential?.ids[0] ?? "",
    title: credential?.title ?? "",
    completedOn: asOf,
    passed: true,
    inactive: false,
  };
}
