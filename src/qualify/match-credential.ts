import type { TranscriptRow } from "../domain/person.ts";
import type { Credential } from "../domain/rules.ts";

/** The parts of a transcript row that identify the credential passed. */
export type CredentialText = Pick<TranscriptRow, "activityId" | "title">;

/** Ids recognised inside other text: exam numbers such as `70-532`. */
const examNumber = /^\d+-\d+$/;

/** Finds the credential of a row if the rules name it. */
export type CredentialMatcher = (row: CredentialText) => Credential | undefined;

/**
 * Creates a matcher for some credentials (S10). It tries an exam number anywhere in activity id or title, but not
 * inside a longer number; then an id equal to the activity id; then a title or alias, ignoring case, punctuation and
 * repeated spaces.
 *
 * @param credentials - in the order of the rules; if several match in the same way, the first wins
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

/** Replaces the hyphens that word processors put into numbers with plain ones. */
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

/** Returns the comparable form of a title. Spaces beside Han characters are typography, not part of the title. */
function comparableTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, " ")
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "")
    .trim();
}
