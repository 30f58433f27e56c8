import type { ProblemText } from "../domain/input-error.ts";

/**
 * Recognises a file that is something else than its name says: a workbook or an archive called `.csv`, or what a browser
 * saved in place of a download.
 *
 * @param bytes - beginning of the file
 * @param text - the same, decoded, without its byte order mark
 * @returns what is wrong; `undefined` for a file that may be lines of text
 */
export function otherThan(bytes: Buffer, text: string): ProblemText | undefined {
  const signature = signatures.find(({ starts }) =>
    starts.some((start) => bytes.subarray(0, start.length).equals(start)),
  );
  if (signature === undefined) return openings.find(({ pattern }) => pattern.test(text))?.what;
  return signature.what === zipFile && isWorkbook(bytes) ? excelFile : signature.what;
}

/** Returns whether a ZIP file's first member is one that only office documents have. */
function isWorkbook(bytes: Buffer): boolean {
  const nameAt = 30;
  return /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(bytes.toString("latin1", nameAt, nameAt + 40));
}

const asCsv = "save the sheet as CSV UTF-8, or as .xlsx without a password";

const oldExcelFile = {
  code: "old-excel-file",
  found: "a password-protected or old Excel workbook (.xls), whatever its name says",
  expected: "a table that anybody may open: CSV, or a workbook (.xlsx) without a password",
  fix: asCsv,
};

const excelFile = {
  code: "excel-file",
  found: "an Excel workbook, whatever its name says",
  expected: "a CSV file, or a name that ends in .xlsx",
  fix: "rename it to end in .xlsx, or save the sheet as CSV UTF-8",
};

const zipFile = {
  code: "zip-file",
  found: "a ZIP file, whatever its name says",
  expected: "a CSV file, or a name that ends in .zip",
  fix: "rename it to end in .zip, or unpack it and put the CSV in its place",
};

const parquetFile = {
  code: "parquet-file",
  found: "a Parquet file, whatever its name says",
  expected: "a CSV file, or a name that ends in .parquet",
  fix: "rename it to end in .parquet",
};

const gzipFile = {
  code: "packed-file",
  found: "a gzip file, whatever its name says",
  expected: "a CSV file, or a name that ends in .gz",
  fix: "rename it to end in .csv.gz, or unpack it",
};

const otherArchive = {
  code: "packed-file",
  found: "a file packed by 7-Zip, RAR, bzip2, xz or Zstandard",
  expected: "a CSV file, plain or packed as .gz or .zip",
  fix: "unpack it and put the CSV in its place",
};

const webPage = {
  code: "web-page",
  found: "a web page, probably a sign-in page",
  expected: "the export itself",
  fix: "sign in to the portal and download the export again",
};

const xmlFile = {
  code: "xml-file",
  found: "an XML document: an error message of the storage or portal it comes from, or a spreadsheet saved as XML",
  expected: "the export itself, as CSV",
  fix: "open it in an editor to read what it says, and download the export again or save the spreadsheet as CSV UTF-8",
};

const gitLfsPointer = {
  code: "git-lfs-pointer",
  found: "a pointer of Git LFS instead of the file that it stands for",
  expected: "the file itself",
  fix: "run `git lfs pull` where the files come from, and copy them again",
};

const jsonFile = {
  code: "json-file",
  found: "JSON",
  expected: "a table: a header line, then a line for each row",
  fix: "export it again as CSV, or take the file out of the input folder if it is no export",
};

const hex = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text, "hex"));

const signatures: readonly { readonly starts: readonly Buffer[]; readonly what: ProblemText }[] = [
  { what: oldExcelFile, starts: hex("d0cf11e0a1b11ae1") },
  // Also an empty archive, and one in several volumes.
  { what: zipFile, starts: hex("504b0304", "504b0506", "504b0708") },
  { what: parquetFile, starts: [Buffer.from("PAR1\x15")] },
  { what: gzipFile, starts: hex("1f8b08") },
  { what: otherArchive, starts: [...hex("377abcaf271c", "fd377a585a00", "28b52ffd"), Buffer.from("Rar!\x1a\x07")] },
  { what: otherArchive, starts: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => Buffer.from(`BZh${level}1AY&SY`)) },
];

const openings: readonly { readonly pattern: RegExp; readonly what: ProblemText }[] = [
  {
    // A comment ends at its first end, or nobody could tell in time that many comments are no page.
    what: webPage,
    pattern: /^\s*(<\?xml[^>]*>\s*)?(<!--((?!-->)[\s\S])*-->\s*)*<(!doctype\s+html|html|head|body|meta|script)\b/i,
  },
  { what: xmlFile, pattern: /^\s*<(\?xml|!doctype)\b/i },
  { what: gitLfsPointer, pattern: /^\s*version https:\/\/git-lfs\b/ },
  // A bracket may also begin a column's name: [Date].
  { what: jsonFile, pattern: /^\s*(\{\s*(["}]|$)|\[\s*(["{[\]\d-]|$))/ },
];
