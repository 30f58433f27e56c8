import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCents } from "../../src/domain/money.ts";
import type { Outlook, OutlookPoint } from "../../src/domain/outlook.ts";
import { csvText } from "../../src/report/csv/csv-text.ts";
import { cellsOf } from "../../src/report/tables/column.ts";
import { outlookTable } from "../../src/report/tables/outlook.ts";

const point: fc.Arbitrary<OutlookPoint> = fc.record({
  usd: fc.option(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), { nil: undefined }),
  people: fc.option(fc.nat(3), { nil: undefined }),
  tier: fc.constantFrom("gold", "silver", "none", undefined),
});
const monthEnds = ["2017-08-31", "2017-09-30", "2017-10-31"];
const points = fc.array(point, { minLength: monthEnds.length, maxLength: monthEnds.length });

const outlook: fc.Arbitrary<Outlook> = fc
  .array(
    fc.record({ partnerId: fc.constantFrom("1000001", "=1", "1,2", 'a"b', "-7"), "run-rate": points, zero: points }),
  )
  .map((partners) => ({
    monthEnds,
    withoutRules: [],
    partners: partners.map(({ partnerId, ...lines }) => ({
      ...{ partnerId, lines, runRate: undefined, keep: undefined, reach: undefined },
      lostFrom: { "run-rate": undefined, zero: undefined },
      reachesNextTier: { "run-rate": undefined, zero: undefined },
    })),
  }));

/** Cell by cell, as one would write it down. */
function plainRows({ partners }: Outlook): readonly (readonly string[])[] {
  return partners.flatMap(({ partnerId, lines }) =>
    monthEnds.flatMap((monthEnd, index) =>
      (["run-rate", "zero"] as const).map((line) => {
        const { usd, people, tier } = lines[line][index] as OutlookPoint;
        const dollars = usd === undefined ? "" : formatCents(usd);
        const id = csvText({ kind: "text", value: partnerId });
        return [id, monthEnd, line, dollars, String(people ?? ""), tier ?? ""];
      }),
    ),
  );
}

describe("outlook.csv", () => {
  it("has a row for every partner, month-end and line", () => {
    fc.assert(
      fc.property(outlook, (said) => {
        const rows = [...cellsOf(outlookTable(said))].map((cells) => cells.map(csvText));
        expect(rows).toEqual(plainRows(said));
      }),
    );
  });
});
