import { describe, expect, it } from "vitest";
import { gapRows } from "../../src/report/gap-rows.ts";
import { sampleReport } from "./sample-report.ts";

const rows = gapRows(sampleReport, false);
const keyOf = ({ partnerId, tier, requirement }: (typeof rows)[number]) =>
  `${partnerId} ${tier} ${requirement.kind.unit.id}`;

describe("gapRows", () => {
  it("has a row for every unmet requirement above the tier held, by partner and tier", () => {
    expect(rows.map(keyOf)).toEqual([
      "0012345 gold usd",
      "0012345 gold people",
      "0012345 silver usd",
      "0012345 silver people",
      "3000 gold usd",
      "3000 gold people",
      "4000 gold usd",
      "4000 gold people",
      "4000 silver usd",
      "4000 silver people",
      "5000 gold usd",
      "5000 silver usd",
    ]);
  });

  it("says what to do about dollars, people and what is unknown", () => {
    const advice = new Map(rows.map((row) => [keyOf(row), row.whatToDo]));
    expect(advice.get("0012345 silver usd")).toBe(
      "Add US$1,240.55 more consumption credited to the partner as dpor, tpor within the window.",
    );
    expect(advice.get("0012345 gold people")).toBe(
      "Have 2 more people pass one of the assessments or one of the exams; people on different lists do not add up.",
    );
    expect(advice.get("4000 silver people")).toContain("Put the transcript exports into the input folder");
    expect(advice.get("5000 gold usd")).toContain("Put the consumption exports into the input folder");
  });

  it("does not say that lists do not add up where the job lets them", () => {
    const mixed = gapRows(sampleReport, true).find((row) => keyOf(row) === "0012345 gold people");
    expect(mixed?.whatToDo).toBe("Have 2 more people pass one of the assessments or one of the exams.");
  });
});
