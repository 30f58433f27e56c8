import { describe, expect, it } from "vitest";
import type { Cause } from "../../src/domain/change.ts";
import { causeText, standingText } from "../../src/report/cause-text.ts";
import { maskPerson } from "../../src/report/person-label.ts";

const amount = 1n;
const person = { kind: "person", person: "ana@contoso.com", route: "exams", people: 1 } as const;

const spoken: readonly (readonly [Cause, string])[] = [
  [{ kind: "month-left", month: "2016-08", amount }, "month left the window: 2016-08"],
  [{ kind: "month-entered", month: "2017-08", amount }, "month entered the window: 2017-08"],
  [{ kind: "days-moved", month: "2017-08", amount }, "days entered or left the window: 2017-08"],
  [{ kind: "restated", months: ["2017-06"], from: ["a"], to: ["b"], amount }, "month restated: 2017-06 from a to b"],
  [
    { kind: "restated", months: ["2017-04", "2017-06"], from: ["a"], to: ["b"], amount },
    "month restated: 2017-04 to 2017-06 (2 months) from a to b",
  ],
  [{ kind: "restated", months: ["2017-06"], from: [], to: ["b"], amount }, "month first reported: 2017-06 by b"],
  [{ kind: "restated", months: ["2017-06"], from: ["a"], to: [], amount }, "month no longer reported: 2017-06 by a"],
  [
    { kind: "restated", months: ["2017-06"], from: ["a", "b", "c"], to: ["d", "e", "f", "g"], amount },
    "month restated: 2017-06 from a, b, c to d, e, f and 1 more",
  ],
  [{ kind: "credited-otherwise", terms: [], months: ["2017-06"], amount }, "association: 2017-06"],
  [
    { kind: "credited-otherwise", terms: ["association", "exchange rates"], months: ["2017-01", "2017-06"], amount },
    "association or exchange rates: 2017-01 to 2017-06 (2 months)",
  ],
  [{ kind: "coverage", what: "transcripts", read: true }, "transcripts read now: unknown before"],
  [
    { kind: "rejected-rows", what: "consumption", tooMany: true },
    "consumption unknown now: too many of the partner's rows rejected",
  ],
  [
    { kind: "rejected-rows", what: "transcripts", tooMany: false },
    "transcripts known again: no longer too many of the partner's rows rejected",
  ],
  [{ kind: "coverage", what: "consumption", read: false }, "consumption no longer read: unknown now"],
  [{ kind: "market", from: "developed", to: "emerging" }, "market: from developed to emerging"],
  [{ kind: "revision", from: "a A", to: "a B" }, "rule revision: from a A to a B"],
  [{ ...person, event: "gained" }, "person gained: a***@contoso.com (exams)"],
  [{ ...person, event: "moved to", partnerId: "2000" }, "person moved: a***@contoso.com to 2000 (exams)"],
  [{ ...person, event: "moved from", partnerId: "1000" }, "person moved: a***@contoso.com from 1000 (exams)"],
  [{ ...person, event: "lost", person: undefined, people: -2 }, "persons lost: who cannot be told (exams)"],
  [{ ...person, event: "gained", person: undefined }, "person gained: who cannot be told (exams)"],
];

describe("causeText", () => {
  it.each(spoken.map(([cause, text]) => ({ cause, text })))("says $text", ({ cause, text }) => {
    expect(causeText(cause, maskPerson)).toBe(text);
  });
});

describe("standingText", () => {
  it("says the tier and how near the next one is", () => {
    expect(standingText(undefined)).toBe("");
    expect(standingText({ tier: "gold", nextTier: undefined, nextTierFinding: undefined })).toBe("gold");
    expect(standingText({ tier: "silver", nextTier: "gold", nextTierFinding: "close" })).toBe("silver, close to gold");
    expect(standingText({ tier: "none", nextTier: "silver", nextTierFinding: "unknown" })).toBe(
      "no tier, silver unknown",
    );
  });
});
