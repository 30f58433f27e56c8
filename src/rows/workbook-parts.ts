import { InputError } from "../domain/input-error.ts";
import { type Attributes, localName, readXml, type XmlHandler } from "./walk-xml.ts";
import type { ZipPlace } from "./zip-directory.ts";
import { memberBytes, type ZipMember } from "./zip-member.ts";
import { brokenZip, excelWorkbook } from "./zip-problems.ts";

/** A sheet as the workbook lists it, and the part of the file that has its rows. */
export interface SheetPart {
  readonly name: string;
  readonly part: ZipMember;
}

/** What a workbook consists of. */
export interface WorkbookParts {
  /** In the order of their tabs, hidden ones too; charts are none. */
  readonly sheets: readonly SheetPart[];
  readonly texts: ZipMember | undefined;
  readonly styles: ZipMember | undefined;
  readonly from1904: boolean;
}

/** A part that another one names. */
interface Relation {
  readonly id: string;
  /** What it is: the last word of an address, which differs between editions of the standard. */
  readonly type: string;
  /** Path in the archive. */
  readonly target: string;
}

/** The archive that a workbook is. */
export interface Parts {
  readonly place: ZipPlace;
  readonly members: readonly ZipMember[];
}

/**
 * Finds the parts of a workbook by following what each part says of others; their names are up to the program that wrote
 * them.
 *
 * @throws InputError when parts are missing or damaged
 */
export async function workbookParts(parts: Parts): Promise<WorkbookParts> {
  const top = await relations(parts, "");
  const main = top.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const named = await relations(parts, main);
  const { sheets, from1904 } = await readMain(parts, partOf(parts, main));
  const ofType = (wanted: string) => {
    const found = named.find(({ type }) => type === wanted);
    return found && partOf(parts, found.target);
  };
  return {
    sheets: sheets.flatMap(({ name, id }) => {
      const found = named.find((relation) => relation.id === id && relation.type === "worksheet");
      return found === undefined ? [] : [{ name, part: partOf(parts, found.target) }];
    }),
    texts: ofType("sharedStrings"),
    styles: ofType("styles"),
    from1904,
  };
}

/** Reads which parts a part names; none where the archive does not say. */
async function relations(parts: Parts, part: string): Promise<Relation[]> {
  const cut = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, cut);
  const member = findPart(parts, `${folder}_rels/${part.slice(cut)}.rels`);
  const found: Relation[] = [];
  const open = (name: string, { Id = "", Type = "", Target = "" }: Attributes) => {
    if (name === "Relationship") found.push({ id: Id, type: lastWord(Type), target: pathFrom(folder, Target) });
  };
  if (member !== undefined) await readPart(parts, member, open);
  return found;
}

const lastWord = (address: string) => address.slice(address.lastIndexOf("/") + 1);

/** Returns the path that a part's target means: from the top, or from the part's folder. */
function pathFrom(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

/** Upper and lower case do not tell parts apart. */
function findPart({ members }: Parts, path: string): ZipMember | undefined {
  return members.find(({ name }) => name.toLowerCase() === path.toLowerCase());
}

function partOf(parts: Parts, path: string): ZipMember {
  const found = findPart(parts, path);
  if (found !== undefined) return found;
  throw new InputError({ file: parts.place.file, ...brokenZip(excelWorkbook, `it has no ${path}`) });
}

/** Reads a part that has no texts, only elements. */
function readPart({ place }: Parts, part: ZipMember, open: XmlHandler["open"]): Promise<void> {
  return readXml(memberBytes(place, part), { open, text: () => {}, close: () => {} }, place.file);
}

interface MainPart {
  readonly sheets: readonly { readonly name: string; readonly id: string }[];
  readonly from1904: boolean;
}

async function readMain(parts: Parts, main: ZipMember): Promise<MainPart> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  const open = (name: string, attributes: Attributes) => {
    if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
    if (name !== "sheet") return;
    const [, id = ""] = Object.entries(attributes).find(([key]) => key.includes(":") && localName(key) === "id") ?? [];
    sheets.push({ name: attributes["name"] ?? "", id });
  };
  await readPart(parts, main, open);
  return { sheets, from1904 };
}
