import { describe, expect, it } from "vitest";
import { byMissingShare, missingShare } from "../../src/report/missing-share.ts";
import { closeToSilver, holdsGold, holdsSilver, sampleReport, unknownPeople } from "./sample-report.ts";

describe("missingShare", () => {
  it("is the largest share of a threshold that is missing, rounded up, and the sum of all", () => {
    expect(missingShare(closeToSilver)).toEqual({ largest: 1_000_000n, sum: 1_082_703n });
    expect(missingShare(holdsSilver)).toEqual({ largest: 800_000n, sum: 1_300_000n });
  });

  it("is undefined for gold and where something is unknown", () => {
    expect(missingShare(holdsGold)).toBeUndefined();
    expect(missingShare(unknownPeople)).toBeUndefined();
  });
});

describe("byMissingShare", () => {
  it("puts those that are close first, then the smallest share, and leaves out gold and unknown", () => {
    expect(missingShare(holdsSilver)?.largest).toBeLessThan(missingShare(closeToSilver)?.largest ?? 0n);
    const findings = (assessments: typeof sampleReport.assessments) =>
      byMissingShare(assessments).map(({ assessment }) => [assessment.partnerId, assessment.nextTierFinding]);
    expect(findings(sampleReport.assessments)).toEqual([
      ["0012345", "close"],
      ["3000", "short"],
    ]);
    expect(findings(sampleReport.assessments.map((one) => ({ ...one, nextTierFinding: "short" })))).toEqual([
      ["3000", "short"],
      ["0012345", "short"],
    ]);
  });

  it("settles ties by partner id", () => {
    const twins = [
      { ...closeToSilver, partnerId: "b" },
      { ...closeToSilver, partnerId: "a" },
    ];
    expect(byMissingShare(twins).map(({ assessment }) => assessment.partnerId)).toEqual(["a", "b"]);
  });
});
