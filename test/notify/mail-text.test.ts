import { describe, expect, it } from "vitest";
import { type MailContent, mailText } from "../../src/notify/mail-text.ts";

const quiet: MailContent = {
  asOf: "2017-08-15",
  figures: "As of 2017-08-15: 29 partners, 3 gold, 12 silver, 14 without a tier; 10 close to the next tier.",
  shortFigures: "3 gold, 12 silver, 10 close",
  changes: { since: "2017-08-14", lines: [] },
  limitsCrossed: [],
  notes: [],
  folder: "/srv/tierbook/output/runs/2017-08-15_r1",
  workbook: "attached",
};

describe("mailText", () => {
  it("says the figures, that nothing changed, and where the files are", () => {
    expect(mailText(quiet)).toEqual({
      subject: "Partner tiers as of 2017-08-15: 3 gold, 12 silver, 10 close, no change",
      text: `${quiet.figures}

No partner's tier or finding changed since the report of 2017-08-14.

The workbook is attached.
All files are in /srv/tierbook/output/runs/2017-08-15_r1
`,
    });
  });

  it("lists the changes, the limits crossed and the notes", () => {
    const { subject, text } = mailText({
      ...quiet,
      changes: { since: "2017-08-14", lines: ["1000001 Contoso promoted"] },
      limitsCrossed: ["No exports."],
      notes: ["10 rows rejected."],
      workbook: "too large",
    });
    expect(subject).toMatch(/, 1 change \(a data-quality limit is crossed\)$/);
    expect(text).toContain("What changed since the report of 2017-08-14:\n  1000001 Contoso promoted\n");
    expect(text).toContain("Limits crossed: settle these before you use the figures.\n  No exports.\n");
    expect(text).toContain("Notes:\n  10 rows rejected.\n");
    expect(text).toContain("The workbook is too large to attach (mail.attachUpTo).\n");
  });

  it("lists fifty changes and counts the others", () => {
    const lines = Array.from({ length: 52 }, (_, n) => `change ${n + 1}`);
    const { subject, text } = mailText({ ...quiet, changes: { since: "2017-08-14", lines } });
    expect(subject).toContain("52 changes");
    expect(text).toContain("  change 50\n  and 2 more; see changes.csv\n");
    expect(text).not.toContain("change 51");
  });

  it("says that a first report has none to be compared with", () => {
    const { subject, text } = mailText({ ...quiet, changes: undefined });
    expect(subject).toBe("Partner tiers as of 2017-08-15: 3 gold, 12 silver, 10 close");
    expect(text).toContain("There is no earlier report to compare with.");
  });
});
