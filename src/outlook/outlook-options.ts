import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { FurtherMeasured } from "../domain/further.ts";
import type { Usd } from "../domain/money.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import type { AssessedTranscriptRow } from "../domain/person.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";
import type { WindowSettings } from "../domain/window.ts";
import type { MarketOptions } from "../qualify/assess-all.ts";
import type { AssessmentOptions } from "../qualify/assess-partner.ts";
import type { PeopleCounts } from "./people-ahead.ts";

/** The basis of an outlook: that of the current verdicts, plus what applies on future days. */
export interface OutlookOptions extends AssessmentOptions {
  readonly asOf: Day;
  readonly ruleSet: RuleSet;
  /** How the window follows the day (S1). */
  readonly windowSettings: WindowSettings;
  /** Months whose mean is the run rate, from 1. */
  readonly runRateMonths: number;
  readonly market: MarketOptions;
}

/** What is known on the as-of day, of all partners. */
export interface KnownToday {
  /** Inside the present window, by partner id. */
  readonly consumption: ReadonlyMap<string, PartnerConsumption>;
  /** Rows that lie after the present window, but not after the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
  readonly assessed: readonly AssessedTranscriptRow[];
  readonly people: PeopleCounts;
  readonly further: FurtherMeasured;
  /** What enters after the present window besides what is projected; nothing by default. */
  readonly planned?: readonly PlannedRow[];
}

/** A row that is sure to enter on the first day of a month. */
export interface PlannedRow {
  readonly partnerId: string;
  readonly month: Month;
  readonly usd: Usd;
}

/** What counts for one partner by month. */
export interface MonthsOfPartner {
  /** 0 where nothing counts. */
  usdIn(month: Month): Usd;
  customerCountriesIn(month: Month): readonly string[];
}

/** What counts for each partner in and after the present window, as a revision has it. */
export interface KnownConsumption {
  /** Of the revisions with the same answer always the same one; the present one where it is among them. */
  countedBy(revision: Revision): Revision;
  of(partnerId: string, revision: Revision): MonthsOfPartner;
}
