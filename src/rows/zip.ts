import type { Entry } from "yauzl";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { compareCodePoints } from "../domain/text.ts";
import { openZipFile, type ZipPlace } from "./zip-file.ts";
import { memberBytes } from "./zip-member.ts";
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

/** A file inside an archive. */
export interface ZipMember {
  /** Path in the archive, with `/`; unique in it. */
  readonly name: string;
  /** Size when unpacked; unpacking fails if the archive lies about it. */
  readonly bytes: number;
}

/** An open archive. */
export interface Zip {
  /** The wanted ones, by name in code point options. */
  readonly members: readonly ZipMember[];
  /** Names of the others, folders not among them, in code point options. */
  readonly passedOver: readonly string[];
  /**
   * Unpacks a member.
   *
   * @throws InputError when it is damaged
   */
  read(member: ZipMember): AsyncGenerator<Buffer>;
  /** Must be called once nothing is read any more. */
  close(): Promise<void>;
}

/** An archive to open. */
export interface ZipOptions extends ZipPlace {
  /** Most bytes that the wanted members may have together when they are unpacked. */
  readonly maxBytes: number;
  /** Returns whether a member is to be read, judging by its name. */
  readonly isWanted: (name: string) => boolean;
}

/**
 * Opens an archive and lists its members. Nothing that it says is believed: names, sizes and places are checked here,
 * contents when they are unpacked.
 *
 * @throws InputError for an archive that is damaged or too large, or has a wanted member that cannot be unpacked
 */
export async function openZip(options: ZipOptions): Promise<Zip> {
  const opened = await openZipFile(options);
  const named = opened.entries.map((entry) => ({ entry, ...nameOfMember(entry) }));
  const wanted = named.filter(({ entry, name }) => isFile(entry, name) && options.isWanted(name));
  const problems = firstOfEachCode([...placeProblems(opened.entries, options), ...memberProblems(wanted, options)]);
  if (problems.length > 0) {
    await opened.handle.close();
    throw new InputError(problems);
  }
  const entries = new Map(wanted.map(({ name, entry }) => [name, entry]));
  return {
    members: wanted.map(memberOf).sort((a, b) => compareCodePoints(a.name, b.name)),
    passedOver: named
      .map(({ name }) => name)
      .filter((name) => !entries.has(name) && !name.endsWith("/"))
      .sort(compareCodePoints),
    read: ({ name }) => {
      const entry = entries.get(name);
      invariant(entry !== undefined, `${options.file} has no member ${name}`);
      return memberBytes(opened, entry, { ...options, file: fileOf(name, options) });
    },
    close: () => opened.handle.close(),
  };
}

interface NamedEntry extends MemberName {
  readonly entry: Entry;
}

const memberOf = ({ name, entry }: NamedEntry): ZipMember => ({ name, bytes: entry.uncompressedSize });

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
