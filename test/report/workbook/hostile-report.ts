import fc from "fast-check";
import type { Assessment } from "../../../src/domain/assessment.ts";
import type { AssessedTranscriptRow } from "../../../src/domain/person.ts";
import type { RunReport } from "../../../src/domain/report.ts";
import { closeToSilver, countingRow, holdsGold, holdsSilver, sampleReport, unknownPeople } from "../sample-report.ts";

/** A text, and what a workbook and a CSV file must make of it. */
export interface HostileText {
  readonly text: string;
  readonly excel: string;
  readonly csv: string;
}

function unharmed(text: string): HostileText {
  return { text, excel: text, csv: text };
}

function escaped(text: string): HostileText {
  return { text, excel: text, csv: `'${text}` };
}

const long = "x".repeat(40_000);

/** Texts that break reports: formulas, what XML cannot hold, what Excel reads as something else, what turns lines over. */
export const hostileTexts: readonly HostileText[] = [
  escaped("=1+1"),
  escaped("+cmd|' /C calc'!A0"),
  escaped("-2+3"),
  escaped("@SUM(A1)"),
  escaped("\t=1+1"),
  { text: "a\u0000b", excel: "a\uFFFDb", csv: "a\u0000b" },
  { text: "high \uD83D alone", excel: "high \uFFFD alone", csv: "high \uFFFD alone" },
  { text: "low \uDE00 alone", excel: "low \uFFFD alone", csv: "low \uFFFD alone" },
  { text: "not a character \uFFFF", excel: "not a character \uFFFD", csv: "not a character \uFFFF" },
  { text: long, excel: `${long.slice(0, 32_766)}…`, csv: long },
  unharmed("_x000D_ _x005F_x000D_ _X000d_"),
  unharmed("שלום \u202Eتقرير\u202C"),
  unharmed("👩🏽‍💻 😀 e\u0301"),
  unharmed("<b>&amp;</b> ]]> <!-- \"quoted\" 'x'"),
  unharmed("  spaces around  "),
  { text: "two\r\nlines\rthree", excel: "two\nlines\nthree", csv: "two\r\nlines\rthree" },
  unharmed("007"),
  unharmed("1E5"),
  unharmed("2017-06-01"),
  unharmed("TRUE"),
  unharmed("#REF!"),
  unharmed("http://example.com/?a=1&b=2"),
];

function partnersNamed(names: readonly string[]): readonly Assessment[] {
  const looks = [closeToSilver, holdsSilver, unknownPeople, holdsGold];
  return names.map((partnerName, index) => ({
    ...(looks[index % looks.length] ?? holdsGold),
    partnerId: String(10_000 + index),
    partnerName,
    country: partnerName,
  }));
}

function peopleTitled(titles: readonly string[]): readonly AssessedTranscriptRow[] {
  return titles.map((title, index) => ({
    ...countingRow,
    partnerId: String(10_000 + index),
    row: { ...countingRow.row, title, emails: [title], line: index + 2 },
  }));
}

const texts = hostileTexts.map(({ text }) => text);

const short = texts.filter((text) => text !== long);

/** A run in which every text that an input can bring is a hostile one. */
export const hostileReport: RunReport = {
  ...sampleReport,
  assessments: partnersNamed(texts),
  people: peopleTitled(texts),
  conflicts: short.map((person) => ({ person, countsFor: person, alsoNamed: [person] })),
  sources: sampleReport.sources.map((source) => ({ ...source, file: short.join(""), supersededBy: short })),
  rejects: short.map((raw, index) => ({
    file: raw,
    line: index + 2,
    column: raw,
    code: "bad-amount",
    message: raw,
    raw,
  })),
  warnings: texts.map((message) => ({ code: "overlap", message, crossesLimit: false })),
};

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom(...texts));
const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const count = fc.option(fc.nat(50), { nil: undefined });
const aDay = fc.date({ min: new Date("1899-12-30"), max: new Date("2099-12-31"), noInvalidDate: true });

const anyPartner = fc
  .record({
    like: fc.constantFrom(closeToSilver, holdsSilver, unknownPeople, holdsGold),
    partnerName: anyText,
    country: anyText,
    consumption: fc.option(amount, { nil: undefined }),
    assessmentPeople: count,
    examPeople: count,
    people: count,
    monthsSeen: fc.nat(12),
  })
  .map(({ like, ...own }): Omit<Assessment, "partnerId"> => ({ ...like, ...own }));

const anyPerson = fc
  .record({
    title: anyText,
    email: anyText,
    completedOn: aDay,
    expiresOn: fc.option(aDay, { nil: undefined }),
    counts: fc.boolean(),
  })
  .map(({ title, email, completedOn, expiresOn, counts }): AssessedTranscriptRow => {
    const { expiresOn: _, ...row } = countingRow.row;
    const days = {
      completedOn: isoDay(completedOn),
      ...(expiresOn === undefined ? {} : { expiresOn: isoDay(expiresOn) }),
    };
    return { ...countingRow, counts, row: { ...row, ...days, title, emails: [email] } };
  });

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A run of some dozens of random partners and people; the same for the same seed. */
export function randomReport(seed: number): RunReport {
  const partners = fc.sample(anyPartner, { seed, numRuns: 30 });
  const people = fc.sample(anyPerson, { seed, numRuns: 30 });
  return {
    ...sampleReport,
    assessments: partners.map((partner, index) => ({ ...partner, partnerId: String(1_000 + index) })),
    people: people.map((person, index) => ({ ...person, partnerId: String(1_000 + Math.floor(index / 2)) })),
  };
}
