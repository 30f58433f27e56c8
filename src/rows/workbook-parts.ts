import { InputError } from "../domain/input-error.ts";
import { localName, readXml } from "./walk-xml.ts";
import type { Zip, ZipMember } from "./zip.ts";
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

/**
 * Finds the parts of a workbook by following what each part says of others; their names are up to the program that wrote
 * them.
 *
 * @param file - name for messages
 * @throws InputError when parts are missing or damaged
 */
export async function workbookParts(zip: Zip, file: string): Promise<WorkbookParts> {
  const top = await relations(zip, "", file);
  const main = top.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const named = await relations(zip, main, file);
  const { sheets, from1904 } = await readMain(zip, partOf(zip, main, file), file);
  const ofType = (wanted: string) => {
    const found = named.find(({ type }) => type === wanted);
    return found && partOf(zip, found.target, file);
  };
  return {
    sheets: sheets.flatMap(({ name, id }) => {
      const found = named.find((relation) => relation.id === id && relation.type === "worksheet");
      return found === undefined ? [] : [{ name, part: partOf(zip, found.target, file) }];
    }),
    texts: ofType("sharedStrings"),
    styles: ofType("styles"),
    from1904,
  };
}

/** Reads which parts a part names; none where the archive does not say. */
async function relations(zip: Zip, part: string, file: string): Promise<Relation[]> {
  const cut = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, cut);
  const member = findPart(zip, `${folder}_rels/${part.slice(cut)}.rels`);
  const found: Relation[] = [];
  const open = (name: string, { Id = "", Type = "", Target = "" }: Readonly<Record<string, string>>) => {
    if (name === "Relationship") found.push({ id: Id, type: lastWord(Type), target: pathFrom(folder, Target) });
  };
  if (member !== undefined) await readXml(zip.read(member), { open, text: () => {}, close: () => {} }, file);
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
function findPart(zip: Zip, path: string): ZipMember | undefined {
  return zip.members.find(({ name }) => name.toLowerCase() === path.toLowerCase());
}

function partOf(zip: Zip, path: string, file: string): ZipMember {
  const found = findPart(zip, path);
  if (found !== undefined) return found;
  throw new InputError({ file, ...brokenZip(excelWorkbook, `it has no ${path}`) });
}

interface MainPart {
  readonly sheets: readonly { readonly name: string; readonly id: string }[];
  readonly from1904: boolean;
}

async function readMain(zip: Zip, main: ZipMember, file: string): Promise<MainPart> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
    if (name !== "sheet") return;
    const [, id = ""] = Object.entries(attributes).find(([key]) => key.includes(":") && localName(key) === "id") ?? [];
    sheets.push({ name: attributes["name"] ?? "", id });
  };
  await readXml(zip.read(main), { open, text: () => {}, close: () => {} }, file);
  return { sheets, from1904 };
}
