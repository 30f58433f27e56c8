import type { Entry } from "yauzl";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type ZipPlace, zipEntries } from "./zip-directory.ts";
import type { ZipMember } from "./zip-member.ts";
import { isFile, type MemberName, nameOfMember } from "./zip-names.ts";
import {
  badMemberName,
  brokenZip,
  firstOfEachCode,
  tooLargeUnpacked,
  unknownMethod,
  zipArchive,
  zipPassword,
} from "./zip-problems.ts";

/** What an archive holds. */
export interface ZipListing {
  /** The wanted ones, by name in code point order. */
  readonly members: readonly ZipMember[];
  /** Names of the others, folders not among them, in code point order. */
  readonly passedOver: readonly string[];
}

/** An archive to list. */
export interface ZipOptions extends ZipPlace {
  /** Most bytes that the wanted members may have together when they are unpacked. */
  readonly maxBytes: number;
  /** Returns whether a member is to be read, judging by its name. */
  readonly isWanted: (name: string) => boolean;
}

/**
 * Lists the members of an archive. Nothing that it says is believed: names, sizes and places are checked here, contents
 * when they are unpacked.
 *
 * @throws InputError for an archive that is damaged or too large, or has a wanted member that cannot be unpacked
 */
export async function listZip(options: ZipOptions): Promise<ZipListing> {
  const entries = await zipEntries(options);
  const named = entries.map((entry) => ({ entry, ...nameOfMember(entry) }));
  const wanted = named.filter(({ entry, name }) => isFile(entry, name) && options.isWanted(name));
  const problems = firstOfEachCode([...placeProblems(entries, options), ...memberProblems(wanted, options)]);
  if (problems.length > 0) throw new InputError(problems);
  const names = new Set(wanted.map(({ name }) => name));
  return {
    members: wanted.map(memberOf).sort((a, b) => compareCodePoints(a.name, b.name)),
    passedOver: named
      .map(({ name }) => name)
      .filter((name) => !names.has(name) && !name.endsWith("/"))
      .sort(compareCodePoints),
  };
}

interface NamedEntry extends MemberName {
  readonly entry: Entry;
}

function memberOf({ name, entry }: NamedEntry): ZipMember {
  return {
    name,
    bytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    isDeflated: entry.isCompressed(),
    checksum: entry.crc32,
    at: entry.relativeOffsetOfLocalHeader,
  };
}

/** Returns the name of a member for messages. Nobody knows the parts of a workbook. */
function fileOf(name: string, { file, kind }: ZipPlace): string {
  return kind === zipArchive ? `${file}/${name}` : file;
}

/** Finds members that share bytes, as in archives that unpack to thousands of times what they are. */
function placeProblems(entries: readonly Entry[], { file, kind }: ZipPlace): InputProblem[] {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  const overlaps = inOrder.some((entry, index) => {
    const end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
    const next = inOrder[index + 1];
    return next !== undefined && end > next.relativeOffsetOfLocalHeader;
  });
  return overlaps ? [{ file, ...brokenZip(kind, "files in it overlap") }] : [];
}

/** Size of what stands before a member's name. */
const localHeaderBytes = 30;

function memberProblems(wanted: readonly NamedEntry[], options: ZipOptions): InputProblem[] {
  const { file, maxBytes } = options;
  const names = new Set<string>();
  const problems = wanted.flatMap(({ name, fault, entry }): InputProblem[] => {
    const isTwice = names.has(name);
    names.add(name);
    if (fault !== undefined) return [{ file, ...badMemberName(name, fault) }];
    if (isTwice) return [{ file, ...badMemberName(name, "another one has, too") }];
    if (entry.isEncrypted()) return [{ file: fileOf(name, options), ...zipPassword }];
    if (!entry.canDecodeFileData()) {
      return [{ file: fileOf(name, options), ...unknownMethod(entry.compressionMethod) }];
    }
    return [];
  });
  const bytes = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  return bytes > maxBytes ? [...problems, { file, ...tooLargeUnpacked(maxBytes) }] : problems;
}
