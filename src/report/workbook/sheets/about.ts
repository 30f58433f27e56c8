import type { AppliedLimits } from "../limits.ts";
import { type PageRow, type PageSheet, placed } from "../sheet-plan.ts";

type Entry = readonly [string, string];

const widths = [30, 120];

const reading: readonly Entry[] = [
  ["Begin on Summary", "It answers who holds what, who is close, and how far to trust the figures."],
  [
    "The light",
    "Green: nothing to warn about. Amber: read the warnings. Red: a data-quality limit is crossed; resolve that before you use the figures.",
  ],
  [
    "Links",
    'Underlined partner ids and the columns "Go to …" lead from a partner to its gaps, people and months, and back.',
  ],
  [
    "Filter and sort",
    "Every header has a filter. Links lead to where a row stood when the workbook was made: sorting moves it.",
  ],
  [
    "Per cent of a threshold",
    "Rounded down to a tenth of a percent, so that 100.0 % is shown only where it is reached. The bar is full from 100 % on.",
  ],
  [
    "Cents",
    "Amounts are compared exactly and shown in cents. A partner may show 15,000.00 and still be one cent short; a gap is rounded up and never shown as 0.00. Each amount is rounded separately, so months may differ from their total by cents.",
  ],
  [
    "Do not add up partners",
    "Two partners may rightly be credited with the same customer, so adding them up would count dollars twice.",
  ],
  [
    "Names for your own formulas",
    "The data of each sheet has a name (Partners_data, Gaps_data …), and so has each threshold (threshold_silver_…): see the Name Manager.",
  ],
  ["The same as CSV", "The files beside this one hold the same rows under the same names, for programs."],
];

const glossary: readonly Entry[] = [
  ["As-of day", "The day the question is asked about."],
  ["Window", "The trailing 12 months whose consumption counts."],
  ["Consumption", "US-dollar amount of Azure use that counts for a partner."],
  ["Association", "What credits a partner with a customer's consumption. The rules say which kinds count."],
  ["Market", "Developed or emerging, from the partner's country: decides which threshold applies."],
  ["Threshold", "The smallest value that qualifies. Reaching it exactly is enough."],
  ["Tier", "Silver or gold: held when all its requirements are met. The next tier is the one above it."],
  ["met", "The requirement is fulfilled."],
  ["close", "Near the threshold; how near is set in job.yaml (80 % of it, or one person missing, unless changed)."],
  ["short", "Further away than close."],
  [
    "unknown, –",
    "Nobody can say: no export of that kind was read, or too many of the partner's rows were rejected (limits.rejectedPercentPerPartner). What is met all the same stays met. Unknown is never counted as zero: a dash stands for the number.",
  ],
  ["Gap", "What is missing, in the requirement's own unit."],
  [
    "Reached, furthest requirement",
    "How much is reached of the next tier's requirement with the largest share missing.",
  ],
  ["Credential", "An assessment, exam or certification that a rule names."],
  [
    "Bucket",
    "Where a row of an export ended up. Every row read ends in exactly one, and the sums agree to the last digit.",
  ],
  ["Superseded", "Replaced by a newer download of the same thing."],
  ["Rejected row", "A row that cannot be read. It is listed with its file and line, never dropped silently."],
];

/** Plans the sheet that says how to read the workbook, what its words mean, and what its size made it leave out. */
export function aboutSheet(leftOut: readonly string[] = []): PageSheet {
  return {
    layout: "page",
    name: "About",
    shows: "How to read this workbook, what its words mean, and what was left out.",
    widths,
    rows: [
      [placed("About this workbook", "title")],
      heading("How to read it"),
      ...reading.map(entryRow),
      [],
      heading("Words"),
      ...glossary.map(entryRow),
      [],
    ],
    closing: (applied) => [
      heading("Limits of this workbook"),
      ...leftOut.map((name) => entryRow(leftOutEntry(name))),
      ...limitEntries(applied).map(entryRow),
    ],
  };
}

function leftOutEntry(name: string): Entry {
  return [
    `Without ${name}`,
    `With it the workbook would be too large for tables and data bars. \`tierbook explain <partner>\` shows the same, down to the line.`,
  ];
}

function limitEntries({ cells, limits, streamed, withoutLinks, continued }: AppliedLimits): readonly Entry[] {
  const way: Entry = streamed
    ? [
        "Large workbook",
        `It has ${grouped(cells)} cells, more than ${grouped(limits.cellsInMemory)}: so it has plain filters instead of tables, and no data bars, no notes and no links.`,
      ]
    : [
        "Complete workbook",
        `It has ${grouped(cells)} cells, up to ${grouped(limits.cellsInMemory)}: tables, data bars and notes are there.`,
      ];
  return [
    way,
    ...[...withoutLinks].map(
      (name): Entry => [
        `No links on ${name}`,
        `It would have more than the ${grouped(limits.linksPerSheet)} links that Excel takes on one sheet.`,
      ],
    ),
    ...[...continued].map(
      ([name, parts]): Entry => [
        `${name} goes on`,
        `It has more rows than one sheet holds (${grouped(limits.rowsPerSheet)}) and goes on in ${name} (2)${parts > 2 ? ` to ${name} (${parts})` : ""}.`,
      ],
    ),
    [
      "Long text",
      "Text of more than 32,767 characters is cut and ends with …; characters that Excel cannot hold are shown as \uFFFD.",
    ],
  ];
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function heading(text: string): PageRow {
  return widths.map((_, index) => placed(index === 0 ? text : "", "heading"));
}

function entryRow([word, meaning]: Entry): PageRow {
  return [placed(word, "label"), placed(meaning, "prose")];
}
