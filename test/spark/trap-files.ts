import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { writtenAmount } from "../properties/random-amount.ts";

/** A file that sets a trap, and whether Spark is to be trusted with it. */
export interface TrapFile {
  readonly content: string | Buffer;
  readonly trusted: boolean;
}

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
let rows = 0;

/** A row of its own, so that no two files have the same content. */
function row(first = "1200001", day = "2017-06-01", amount = "10.5"): string {
  rows += 1;
  return `${first},tenant-${rows},sub-${rows},${day},${amount},DPOR`;
}

function table(lines: readonly string[], end = "\n"): string {
  return [header, ...lines].map((line) => `${line}${end}`).join("");
}

const trusted = (content: string | Buffer): TrapFile => ({ content, trusted: true });
const doubtful = (content: string | Buffer): TrapFile => ({ content, trusted: false });

const lines: Readonly<Record<string, TrapFile>> = {
  "two-rows": trusted(table([row(), row("1200002")])),
  "row-too-short": doubtful(table([row(), "1200001,tenant,sub,2017-06-01,4"])),
  "row-too-long": doubtful(table([`${row()},surplus`, row()])),
  "one-empty-field-more": trusted(table([`${row()},`, row()])),
  "three-empty-fields-more": doubtful(table([`${row()},,,`, row()])),
  "blank-lines": trusted(table(["", row(), "", "", row(), ""])),
  "line-of-spaces": doubtful(table([row(), "    ", row()])),
  "no-last-line-end": trusted(table([row(), row()]).slice(0, -1)),
  crlf: trusted(table([row(), row()], "\r\n")),
  "crlf-blank-lines": trusted(table([row(), "", row()], "\r\n")),
  "lf-then-crlf": doubtful(`${table([row()])}${row()}\r\n${row()}\n`),
  "crlf-then-lf": doubtful(`${table([row()], "\r\n")}${row()}\n${row()}\r\n`),
  "lone-cr": doubtful(table([row("120\r0001"), row()])),
  "lone-cr-in-crlf": doubtful(table([row("120\r0001"), row()], "\r\n")),
  "header-only": trusted(table([])),
  "header-again": doubtful(table([row(), header, row()])),
  "mark-at-start": trusted(`\uFEFF${table([row(), row()])}`),
  "mark-on-first-row": doubtful(`\uFEFF${header}\n\uFEFF${row()}\n${row()}\n`),
  "mark-further-down": doubtful(table([row(), `\uFEFF${row()}`])),
  "number-sign-first": trusted(table([row("#1200001"), row()])),
  nul: doubtful(table([row("12\u00000001"), row()])),
  "escape-character": doubtful(table([row("12\u001b0001"), row()])),
  "replacement-character": doubtful(table([row("12\uFFFD0001"), row()])),
  "tab-inside": trusted(table([row("12\t0001"), row()])),
  "other-scripts": trusted(table([row("é😀日本"), row("\u0661\u0662")])),
  "no-break-spaces": trusted(table([row("\u00a01200001\u00a0"), row("1200001", "2017-06-01", "7\u00a0")])),
  "spaces-around": trusted(table([" 1200001 , t-x , s-x , 2017-06-01 , 8 , DPOR ", row()])),
  "over-two-mib": doubtful(table([row("9".repeat(2_200_000)), row()])),
  "just-below-two-mib": doubtful(table([row("8".repeat(1_950_000)), row()])),
};

const quotes: Readonly<Record<string, TrapFile>> = {
  "quoted-cells": trusted(table([row('"1200001"'), row('""'), row('"say ""so"", please"')])),
  "quoted-quotes": trusted(table([row('""""'), row('""""""'), row('"a "",b"" c"')])),
  "backslash-before-quote": trusted(table([row('"1200001\\"'), row("1200001\\")])),
  "text-behind-quote": doubtful(table([row('"1200001"x'), row()])),
  "space-before-quote": doubtful(table([row(' "1200001"'), row()])),
  "space-behind-quote": doubtful(table([row('"1200001" '), row()])),
  "quote-inside": doubtful(table([row('12"00001'), row('x"y"z'), row('x""y')])),
  "quotes-over-delimiter": doubtful(table([row('a"b,c"d'), row()])),
  "line-end-in-quotes": doubtful(table([row('"120\n0001"'), row()])),
  "row-in-quotes": doubtful(table([row(`"120\n${row()}\n0001"`), row()])),
  "lf-in-quotes-of-crlf": trusted(table([row('"120\n0001"'), row('"\n"'), row()], "\r\n")),
  "crlf-in-quotes-of-crlf": doubtful(table([row('"120\r\n0001"'), row()], "\r\n")),
  "lf-outside-quotes-of-crlf": doubtful(table([row(), `${row()}\n${row()}`], "\r\n")),
  "empty-or-quoted-empty": trusted(
    table([",tenant-e,,2017-06-01,1,DPOR", '"","","",2017-06-02,"","DPOR"', row("NULL")]),
  ),
};

const amounts = [
  ...["1", "1.5", "-1.5", "+5", ".5", "5.", "0", "-0.0", "1e5", "8.8E-05", "5E-36", "1_000", " 1", "1 ", '"1,234.5"'],
  ...[
    "(12.50)",
    "$5",
    "-$5",
    "($5)",
    "NaN",
    "Infinity",
    "-inf",
    "NULL",
    "abc",
    "0x1F",
    "1f",
    "1d",
    "1L",
    "1D5",
    "--1",
    "1-",
    "- 5",
  ],
  ...["99999999", "100000000", "999999999999999", "1000000000000000", "0.00000000005", "-0.00000000005"],
  ...[
    "0.00000000004999999999999999999",
    "0.12345678905",
    "1234567.1234567890123456789012345678",
    "99999999.99999999995",
  ],
  ...[
    "-99999999.99999999995",
    "00000000000001.5",
    "1e-400",
    "1e400",
    "\u0661\u0662",
    "\u00a01",
    "\t2",
    ".",
    "+",
    "-",
    "",
    "1.2.3",
  ],
];

const texts: Readonly<Record<string, TrapFile>> = {
  amounts: trusted(table(amounts.map((amount) => row("1200003", "2017-05-01", amount)))),
  "random-amounts": trusted(
    table(
      fc
        .sample(writtenAmount, { numRuns: 2_000, seed: 20170815 })
        .map(({ text }) => row("1200004", "2017-05-02", text.includes(",") ? `"${text}"` : text)),
    ),
  ),
  days: trusted(
    table(
      [
        "2017-06-01T00:00:00Z",
        "06/01/2017",
        "6/1/17",
        "2017-02-30",
        "Jun-2017",
        "2017-06-01x",
        "",
        "NULL",
        "2017-06-02",
      ].map((day) => row("1200005", day)),
    ),
  ),
  labels: trusted(table(["PAL", "what", "", " tpor "].map((label) => row().replace(/DPOR$/, label)))),
  "decimal-commas/semicolons": trusted(
    [
      header,
      ...["1,5", "1.234,5", "-2", "1.5", ""].map((amount) =>
        `1200006,t-d,s-d,2017-06-03,#,DPOR`.replaceAll(",", ";").replace("#", amount),
      ),
    ]
      .map((line, index) => `${index === 0 ? line.replaceAll(",", ";") : line}\n`)
      .join(""),
  ),
};

const eaHeader = "SubscriptionGuid,Date,CostInBillingCurrency,BillingCurrencyCode,ChargeType,PublisherType";
const ea = (...cells: string[]) => `${eaHeader}\n${cells.join("\n")}\n`;
const money: Readonly<Record<string, TrapFile>> = {
  "ea/currencies": trusted(
    ea(
      "sub-ea-1,06/01/2017,10.55,EUR,Usage,Azure",
      "sub-ea-1,06/02/2017,1e2,EUR,Usage,Azure",
      "sub-ea-2,06/02/2017,3,USD,Usage,Microsoft",
      "sub-ea-2,06/02/2017,4, usd ,Usage,Azure",
      "sub-ea-3,06/02/2017,5,XXX,Usage,Azure",
      "sub-ea-3,06/02/2017,6,,Usage,Azure",
    ),
  ),
  "ea/exclusions": trusted(
    ea(
      "sub-ea-4,06/01/2017,1,EUR,Tax,Azure",
      'sub-ea-4,06/01/2017,2,EUR," tax ",Azure',
      "sub-ea-4,06/01/2017,3,EUR,Usage,Marketplace",
      "sub-ea-4,06/01/2017,4,EUR,Usage,",
      "sub-ea-4,06/01/2017,n/a,EUR,RoundingAdjustment,AZURE",
    ),
  ),
};

const packed: Readonly<Record<string, TrapFile>> = {
  "gzip.csv.gz": trusted(gzipSync(table([row(), row()]))),
  "gzip-short-row.csv.gz": doubtful(gzipSync(table([row(), "1200001,tenant"]))),
  "latin-1.csv": doubtful(Buffer.from(table([row("M\u00fcller"), row()]), "latin1")),
  "utf-16.csv": doubtful(Buffer.from(`\uFEFF${table([row(), row()])}`, "utf16le")),
  "separator-declared.csv": doubtful(`sep=,\n${table([row(), row()])}`),
};

/** Names with all that means something to Hadoop's patterns, to SQL, to shells and to addresses. */
const trustedNames = [
  ...[
    "a1",
    "a[1]",
    "a[!1]",
    "a{b,c}",
    "ab",
    "ac",
    "a{b",
    "a}b",
    "a,b",
    "a*",
    "a?",
    "a\\b",
    "a\\[1]",
    "a b",
    "a (1)",
    "a'b",
    "a''b",
  ],
  ...[
    'a"b',
    "a`b",
    "a;b",
    "a--b",
    "a%b",
    "a%20b",
    "a%2Fb",
    "a+b",
    "a#b",
    "a&b",
    "a=b",
    "a@b",
    "a!b",
    "a^b",
    "a~b",
    "a|b",
    "a<b>",
    "a$b",
  ],
  ...[
    "$" + "{a}",
    "$" + "{env-HOME}",
    "{sql}",
    "ü",
    "日本 語",
    "😀",
    "-a",
    "--a",
    "/*a*/".replaceAll("/", "|"),
    "c3=x/part",
    "{a,b}/c",
    "[a]/b*",
    "%41/b",
  ],
  ...["_folder/a", "ends in space /a"],
];
const doubtfulNames = ["_a", "colon/a:b", "colon/c[1]", "a\nb", "a\tb"];

/** Cells that leave an unclosed quote in no combination, which would end a run. */
const cell = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom("a", "1200001", "", "é 1", '"a"', '"a,a"', '"a""b"', '""') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' "a"',
      '"a" ',
      '"a"b',
      'x"y',
      "\u00a0",
      "a\tb",
      "a\u0001b",
      "\uFEFFa",
      '"a\nb"',
      "a,b",
      "a\rb",
    ),
  },
);

/** Files of random cells, each with a sound row. */
function randomFiles(count: number, seed: number): Readonly<Record<string, TrapFile["content"]>> {
  const bodies = fc.sample(
    fc.tuple(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), fc.constantFrom("\n", "\n", "\r\n")),
    { numRuns: count, seed },
  );
  return Object.fromEntries(
    bodies.map(([cells, end], index) => {
      const odd = cells.map(([first, second]) =>
        row(first).replace(/,tenant-(\d+),/, (_, n) => `,${second}${second === "" ? n : ""},`),
      );
      return [`consumption/random/${index}.csv`, table([row("1200007"), ...odd], end)];
    }),
  );
}

const plainTraps = Object.entries({ ...lines, ...quotes, ...texts, ...money }).map(
  ([name, file]) => [`consumption/${name}.csv`, file] as const,
);
const namedTraps = (names: readonly string[], make: (content: string) => TrapFile) =>
  names.map((name) => [`consumption/names/${name}.csv`, make(table([row()]))] as const);

/** All files with a trap, by their paths below the input folder. */
export const trapFiles: Readonly<Record<string, TrapFile>> = Object.fromEntries([
  ...plainTraps,
  ...Object.entries(packed).map(([name, file]) => [`consumption/${name}`, file] as const),
  ...namedTraps(trustedNames, trusted),
  ...namedTraps(doubtfulNames, doubtful),
]);

/** Files of random cells: nobody says beforehand which of them Spark is trusted with. */
export const randomTraps = randomFiles(60, 20170815);
