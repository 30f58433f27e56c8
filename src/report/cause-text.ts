import type { Cause } from "../domain/change.ts";
import type { Month } from "../domain/day.ts";
import type { Standing, Term } from "../domain/snapshot.ts";

/** Most files that are named; the rest are counted. */
const namedFiles = 3;

/**
 * Describes a cause: what happened, a colon, what it happened to. The text before the colon is the same for every cause
 * of one sort.
 *
 * @param called - returns the label of a person as reports show it: unchanged or masked
 */
export function causeText(cause: Cause, called: (label: string) => string): string {
  switch (cause.kind) {
    case "month-left":
      return `month left the window: ${cause.month}`;
    case "month-entered":
      return `month entered the window: ${cause.month}`;
    case "days-moved":
      return `days entered or left the window: ${cause.month}`;
    case "restated":
      return restatedText(cause);
    case "credited-otherwise":
      return `${creditedText(cause.terms)}: ${monthsText(cause.months)}`;
    case "coverage":
      return `${cause.what} ${cause.read ? "read now" : "no longer read"}: ${cause.read ? "unknown before" : "unknown now"}`;
    case "rejected-rows":
      return cause.tooMany
        ? `${cause.what} unknown now: too many of the partner's rows rejected`
        : `${cause.what} known again: no longer too many of the partner's rows rejected`;
    case "market":
      return `market: from ${cause.from} to ${cause.to}`;
    case "revision":
      return `rule revision: from ${cause.from} to ${cause.to}`;
    case "settings":
      return "settings: other rules or settings in the config";
    case "person":
      return personText(cause, called);
    case "named":
      return cause.named ? "partner named: by an input for the first time" : "partner not named: by any input any more";
    default:
      return cause satisfies never;
  }
}

/** Describes the tier held and the finding for the next one: `silver, close to gold`. Empty for a partner not there. */
export function standingText(standing: Standing | undefined): string {
  if (standing === undefined) return "";
  const { tier, nextTier, nextTierFinding } = standing;
  if (tier === "unknown") return "tier unknown";
  const held = tier === "none" ? "no tier" : tier;
  if (nextTier === undefined || nextTierFinding === undefined) return held;
  const words = { close: `close to ${nextTier}`, short: `short of ${nextTier}`, unknown: `${nextTier} unknown` };
  return `${held}, ${words[nextTierFinding]}`;
}

function restatedText({ months, from, to }: Extract<Cause, { kind: "restated" }>): string {
  const when = monthsText(months);
  if (from.length === 0) return `month first reported: ${when} by ${filesText(to)}`;
  if (to.length === 0) return `month no longer reported: ${when} by ${filesText(from)}`;
  return `month restated: ${when} from ${filesText(from)} to ${filesText(to)}`;
}

function creditedText(terms: readonly Term[]): string {
  return terms.length === 0 ? "association" : terms.join(" or ");
}

function monthsText(months: readonly Month[]): string {
  const [first = "", last = first] = [months[0], months.at(-1)];
  return months.length < 2 ? first : `${first} to ${last} (${months.length} months)`;
}

function filesText(files: readonly string[]): string {
  const shown = files.slice(0, namedFiles).join(", ");
  return files.length > namedFiles ? `${shown} and ${files.length - namedFiles} more` : shown;
}

function personText(cause: Extract<Cause, { kind: "person" }>, called: (label: string) => string): string {
  const { event, person, partnerId, people, route } = cause;
  const other = partnerId === undefined ? "" : `${event.endsWith("to") ? " to" : " from"} ${partnerId}`;
  if (person === undefined) {
    return `${Math.abs(people) === 1 ? "person" : "persons"} ${event}: who cannot be told (${route})`;
  }
  return `person ${event.replace(/ (to|from)$/, "")}: ${called(person)}${other} (${route})`;
}
