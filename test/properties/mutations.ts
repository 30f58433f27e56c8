import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";

const input = join(import.meta.dirname, "..", "..", "input");

/** Lines kept of each file of the sample: enough for a header and rows of each kind. */
const keptLines = 9;

/** The beginnings of the sample's exports, each format among them, unpacked. */
export const beginnings: readonly Buffer[] = readdirSync(input, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(csv|tsv)(\.gz)?$/.test(name) && name.includes("/"))
  .sort()
  .map((name) => {
    const bytes = readFileSync(join(input, name));
    const plain = name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return Buffer.from(plain.toString("latin1").split("\n").slice(0, keptLines).join("\n"), "latin1");
  });

/** Whatever has broken a reader of CSV files. */
const nasty: readonly Buffer[] = [
  ...'\r|\n|\r\n|\r\r\n|"|""|" "|,|;|\t|\0|\u00a0|\u2028|\u200b|\ufeff|=|\'|-|(|1e999|NaN|9999999999999999|0001-01-01|$'
    .split("|")
    .map((text) => Buffer.from(text)),
  ...['[\n{"a": ["b,c"]}\n]', '<!doctype html>\n<p>"Sign in"</p>\n', "sep=;\n", "#TYPE System.Object\n"].map((text) =>
    Buffer.from(text),
  ),
  ...["ff", "fe", "c3", "c328", "eda080", "f0908080", "80", "fffe", "feff", "1f8b", "504b0304", "efbbbf"].map((hex) =>
    Buffer.from(hex, "hex"),
  ),
  Buffer.from(`"${"x".repeat(5000)}`),
  Buffer.from(",".repeat(300)),
];

type Mutation = (bytes: Buffer) => Buffer;

/** A place in a file, as a share of its length. */
const place = fc.integer({ min: 0, max: 9999 });
const at = (bytes: Buffer, share: number) => Math.floor((bytes.length * share) / 10_000);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(place, fc.constantFrom(...nasty)).map(([share, text]): Mutation => {
      return (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, share)), text, bytes.subarray(at(bytes, share))]);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(place, fc.constantFrom(...nasty)).map(([share, text]): Mutation => {
      return (bytes) => {
        const from = at(bytes, share);
        return Buffer.concat([bytes.subarray(0, from), text, bytes.subarray(from + text.length)]);
      };
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, place).map(
      ([a, b]): Mutation =>
        (bytes) => {
          const [from, to] = [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))];
          return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, place, place).map(
      ([a, b, c]): Mutation =>
        (bytes) => {
          const [from, to] = [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))];
          return Buffer.concat([
            bytes.subarray(0, at(bytes, c)),
            bytes.subarray(from, to),
            bytes.subarray(at(bytes, c)),
          ]);
        },
    ),
  },
  {
    weight: 1,
    arbitrary: place.map(
      (share): Mutation =>
        (bytes) =>
          bytes.subarray(0, at(bytes, share)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(beginnings.length - 1).map(
      (other): Mutation =>
        (bytes) => {
          return Buffer.concat([bytes, beginnings[other] ?? bytes]);
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (withMark): Mutation =>
        (bytes) => {
          return Buffer.from((withMark ? "\ufeff" : "") + bytes.toString("utf8"), "utf16le");
        },
    ),
  },
);

/** A file made from the sample's exports by a few mutations, plain or packed; a packed one is sometimes cut. */
export interface MutatedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const packed = fc.oneof(
  { weight: 7, arbitrary: fc.constant({ ending: "", cut: 0 }) },
  { weight: 2, arbitrary: fc.constant({ ending: ".gz", cut: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((cut) => ({ ending: ".gz", cut })) },
);

export const mutatedFile: fc.Arbitrary<MutatedFile> = fc
  .tuple(fc.nat(beginnings.length - 1), fc.array(mutation, { minLength: 1, maxLength: 4 }), packed)
  .map(([index, mutations, { ending, cut }]) => {
    const bytes = mutations.reduce((changed, mutate) => mutate(changed), beginnings[index] ?? Buffer.alloc(0));
    const whole = ending === "" ? bytes : gzipSync(bytes);
    return { name: `${index}.csv${ending}`, bytes: whole.subarray(0, whole.length - cut) };
  });
