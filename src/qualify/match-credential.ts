import type { TranscriptRow } from "../domain/person.ts";
import type { Credential } from "../domain/rules.ts";

/** What a transcript row says about the credential passed. */
export type CredentialText = Pick<TranscriptRow, "activityId" | "title">;

/** Ids that are recognised inside other text: exam numbers such as `70-532`. */
const examNumber = /^\d+-\d+$/;

/** Finds the credential that a row is about, if the rules name it. */
export type CredentialMatcher = (row: CredentialText) => Credential | undefined;

/**
 * Makes the matcher of some credentials (S10): by exam number anywhere in activity id or title, not inside a longer
 * number; else by an id that is the activity id; else by title or alias, ignoring case, punctuation and repeated spaces.
 *
 * @param credentials - in the order of the rules; of several that match alike, the first counts
 *
 * @example
 * credentialMatcher(credentials)({ activityId: "", title: "Exam 70-532: Developing Microsoft Azure Solutions" })
 */
export function credentialMatcher(credentials: readonly Credential[]): CredentialMatcher {
  const numbers = credentials.flatMap((credential) =>
    credential.ids.filter((id) => examNumber.test(id)).map((number) => ({ number, credential })),
  );
  const byId = firstByKey(credentials, ({ ids }) => ids.map((id) => id.trim().toLowerCase()));
  const byTitle = firstByKey(credentials, ({ title, aliases }) => [title, ...aliases].map(comparableTitle));
  return ({ activityId, title }) => {
    const texts = [activityId, title].map(plainDashes);
    return (
      numbers.find(({ number }) => texts.some((text) => holdsNumber(text, number)))?.credential ??
      byId.get(activityId.trim().toLowerCase()) ??
      byTitle.get(comparableTitle(title)) ??
      byTitle.get(comparableTitle(activityId))
    );
  };
}

function firstByKey(
  credentials: readonly Credential[],
  keysOf: (credential: Credential) => readonly string[],
): ReadonlyMap<string, Credential> {
  const entries = credentials.flatMap((credential) => keysOf(credential).map((key) => [key, credential] as const));
  return new Map(entries.filter(([key]) => key !== "").toReversed());
}

/** Hyphens that word processors put into numbers, as the plain one. */
function plainDashes(text: string): string {
  return text.normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-");
}

function holdsNumber(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const [before = "", after = ""] = [text[at - 1], text[at + number.length]];
    if (!/\d/.test(before) && !/\d/.test(after)) return true;
  }
  return false;
}

/** Spaces beside a Han character are typography, not part of a title. */
function comparableTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, " ")
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "")
    .trim();
}
