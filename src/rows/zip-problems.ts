import { diskError } from "../domain/disk-error.ts";
import { InputError, type InputProblem, type ProblemText } from "../domain/input-error.ts";

/** A ZIP file, or another kind of file that is one inside. */
export interface ZipKind {
  readonly code: "broken-zip" | "broken-workbook";
  /** With its article, as messages call it. */
  readonly called: string;
}

export const zipArchive: ZipKind = { code: "broken-zip", called: "a ZIP file" };
export const excelWorkbook: ZipKind = { code: "broken-workbook", called: "an Excel workbook" };

/** What is wrong with an archive as a whole. */
export function brokenZip({ code, called }: ZipKind, reason: string): ProblemText {
  return {
    code,
    found: `${called} that is damaged or cut off (${reason})`,
    expected: "a complete file",
    fix: "download or copy it again",
  };
}

/**
 * Converts what reading an archive threw to a problem of the operator: the disk's, or the archive's. The library gives
 * its errors no codes, and throws nothing else.
 *
 * @param file - name for messages
 */
export function zipProblem(error: unknown, file: string, kind: ZipKind): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const onDisk = diskError(error, file, "read");
  if (onDisk !== error) return onDisk;
  // The only member that the library refuses to list.
  const isEncrypted = /strong encryption/.test(error.message);
  const [sentence = ""] = error.message.split(/[.:] /);
  const facts = isEncrypted ? zipPassword : brokenZip(kind, sentence);
  return new InputError({ file, ...facts }, { cause: error });
}

export const zipPassword: ProblemText = {
  code: "zip-password",
  found: "a file that is packed with a password",
  expected: "files that anybody may unpack",
  fix: "unpack it and pack it again without a password, or put the unpacked file in its place",
};

/** What is wrong with a member whose name could be another file's, or nobody's. */
export function badMemberName(name: string, fault: string): ProblemText {
  return {
    code: "zip-member-name",
    found: `a file in it called ${name}, a name that ${fault}`,
    expected: "names in UTF-8 below the archive's own top, with / between folders, each once",
    fix: "unpack it and pack it again, or put the unpacked files in its place",
  };
}

/** What is wrong with a member packed by a method that hardly anything writes. */
export function unknownMethod(method: number): ProblemText {
  const name = methods[method] ?? `method ${method}`;
  return {
    code: "zip-method",
    found: `a file that is packed by ${name}`,
    expected: "files that are stored or packed by Deflate, as nearly every program does",
    fix: "unpack it and pack it again, or put the unpacked file in its place",
  };
}

const methods: Readonly<Record<number, string>> = {
  ...{ 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd", 99: "AES encryption" },
};

/** What is wrong with an archive that would unpack to more than the operator allows. */
export function tooLargeUnpacked(maxBytes: number): ProblemText {
  return {
    code: "too-large",
    found: `more than ${maxBytes} bytes when it is unpacked`,
    expected: "files within the limit that job.yaml sets",
    fix: "raise `maxExpandedBytes` in job.yaml if the file is genuine",
  };
}

export function tooManyMembers(maxMembers: number): ProblemText {
  return {
    code: "zip-too-many",
    found: `more than ${maxMembers} files in it`,
    expected: "an archive of exports",
    fix: "pack the exports alone, or put the unpacked files in its place",
  };
}

/** Returns the first problem of each kind: thousands of members of one archive may have the same. */
export function firstOfEachCode(problems: readonly InputProblem[]): InputProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.code, problem])).values()].reverse();
}
