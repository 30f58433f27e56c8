import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Day, Month } from "../domain/day.ts";
import type { FurtherMeasured } from "../domain/further.ts";
import type { Usd } from "../domain/money.ts";
import type { KnownMonth, OtherwiseAccepted } from "../domain/outlook.ts";
import type { AssessedTranscriptRow } from "../domain/person.ts";
import type { AllRejects } from "../domain/rejected-share.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";
import type { WindowSettings } from "../domain/window.ts";
import type { MarketOptions } from "../qualify/assess-all.ts";
import type { AssessmentOptions } from "../qualify/assess-partner.ts";
import type { PeopleCounts } from "./people-ahead.ts";

/** The options of an outlook: those of the current assessments, plus what applies on future days. */
export interface OutlookOptions extends AssessmentOptions {
  readonly asOf: Day;
  readonly ruleSet: RuleSet;
  /** How the window depends on the as-of day (S1). */
  readonly windowSettings: WindowSettings;
  /** Number of months whose mean is the run rate; at least 1. */
  readonly runRateMonths: number;
  readonly market: MarketOptions;
}

/** What is known about all partners on the as-of day. */
export interface KnownToday {
  /** Consumption in the present window, by partner id. */
  readonly consumption: ReadonlyMap<string, PartnerConsumption>;
  /** Rows after the present window, but not after the as-of day. */
  readonly afterWindow: readonly KnownMonth[];
  readonly otherwiseAccepted: readonly OtherwiseAccepted[];
  readonly assessed: readonly AssessedTranscriptRow[];
  readonly people: PeopleCounts;
  readonly further: FurtherMeasured;
  readonly rejected: AllRejects;
  /** Rows added after the present window besides the projected ones; none by default. */
  readonly planned?: readonly PlannedRow[];
}

/** A row that is certain to be added on the first day of a month. */
export interface PlannedRow {
  readonly partnerId: string;
  readonly month: Month;
  readonly usd: Usd;
}

/** What counts for one partner by month. */
export interface MonthsOfPartner {
  /** Returns the dollars of a month, 0 if nothing counts. */
  usdIn(month: Month): Usd;
  customerCountriesIn(month: Month): readonly string[];
}

/** What counts for each partner in and after the present window, under a given revision. */
export interface KnownConsumption {
  /** Returns one representative for all revisions that count the same rows; if possible, the present revision. */
  countedBy(revision: Revision): Revision;
  of(partnerId: string, revision: Revision): MonthsOfPartner;
}
