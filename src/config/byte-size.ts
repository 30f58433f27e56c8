import { field } from "./fields.ts";

/** A size such as `64GiB`, in bytes. */
export const byteSize = field({
  expected: "a size in bytes from 1 B to 8192 TiB",
  fix: "write a whole number with a unit, e.g. 64GiB; units are B, KiB, MiB, GiB, TiB",
  json: { type: ["string", "integer"] },
  read: readByteSize,
});

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

function readByteSize(written: string): number | undefined {
  const [matched, count, unit = "B"] = /^(\d{1,16}) ?(B|KiB|MiB|GiB|TiB)?$/.exec(written) ?? [];
  const bytes = matched === undefined ? Number.NaN : Number(count) * 1024 ** byteUnits.indexOf(unit);
  return bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined;
}
