import type { AssociationKind } from "../domain/association.ts";
import type { Usd } from "../domain/money.ts";
import type { Quantity, RequirementKind, RequirementRule, RuleLine } from "../domain/requirement.ts";
import type { Market } from "../domain/tier.ts";
import { usDollars } from "./units.ts";

/** A clause such as "Partners must demonstrate US$15,000 …", which S9 decides. */
export interface ConsumptionRule extends RequirementRule {
  readonly threshold: Readonly<Record<Market, UsdThreshold>>;
  /** Association kinds whose consumption counts (S6). */
  readonly accepts: readonly AssociationKind[];
  /** The sentence that names the accepted associations. */
  readonly acceptsQuote: string;
}

/** A threshold in dollars with the sentence it comes from. */
interface UsdThreshold {
  readonly usd: Usd;
  readonly quote: string;
}

/** Dollars of Azure consumption inside the window, credited to the partner. */
export const consumption: RequirementKind<ConsumptionRule> = {
  id: "consumption",
  unit: usDollars,
  exports: "consumption",
  state: ({ threshold }, market, close) => {
    const { usd, quote } = threshold[market];
    return { threshold: usd, closeFrom: shareOf(usd, close.fromPercentTenThousandths), quote };
  },
  measure: (_, facts) => facts.consumption?.total ?? 0n,
  words: {
    title: "Consumption",
    missing: (gap) => `${usDollars.gapInWords(gap)} more consumption`,
    lacking: (gap) => `${usDollars.gapInWords(gap)} of consumption`,
    toDo: ({ accepts }, missing) =>
      `Add ${missing} credited to the partner as ${accepts.join(", ")} within the window.`,
    needed: (rule, { threshold, market }) => {
      const byMarket = rule.threshold.developed.usd !== rule.threshold.emerging.usd;
      return `${usDollars.inWords(threshold)} or more${byMarket ? `, since the market is ${market}` : ""}`;
    },
    alsoQuoted: ({ acceptsQuote }) => [acceptsQuote],
    toJson: ({ accepts, acceptsQuote }) => ({ accepts, accepts_quote: acceptsQuote }),
    lines: (rule) => [
      ...markets.map((market) => marketLine(rule, market)),
      {
        what: "clause",
        appliesTo: "",
        says: `Only consumption credited as: ${rule.accepts.join(", ")}.`,
        quote: rule.acceptsQuote,
      },
    ],
  },
};

/** 100 percent in ten-thousandths of a percent. */
const wholeInTenThousandths = 1_000_000n;

/** Returns the smallest quantity that is at least the share: rounded up, since one unit less would be below it. */
function shareOf(threshold: Quantity, tenThousandths: bigint): Quantity {
  return (threshold * tenThousandths + wholeInTenThousandths - 1n) / wholeInTenThousandths;
}

const markets: readonly Market[] = ["developed", "emerging"];

function marketLine(rule: ConsumptionRule, market: Market): RuleLine {
  const { usd, quote } = rule.threshold[market];
  return {
    what: "clause",
    appliesTo: `${market} markets`,
    threshold: usd,
    says: "At least this much consumption within the window.",
    quote,
  };
}
