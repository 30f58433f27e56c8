import type { TranscriptRow } from "../domain/person.ts";

/** Returns a person's label in reports: an e-mail if the row has one, else the MCP id, else the directory id. */
export function labelOf({ emails, mcpId, userId }: Pick<TranscriptRow, "emails" | "mcpId" | "userId">): string {
  return emails[0] ?? (mcpId === "" ? userId : mcpId);
}

/**
 * Masks a label, leaving enough for a reader who knows the person to recognise them: `j***@contoso.com`, `***1234`. Of an
 * id the last 4 characters stay, at most half of it.
 *
 * @param label - an e-mail, or any other id
 */
export function maskPerson(label: string): string {
  const at = label.lastIndexOf("@");
  const characters = [...label];
  if (at > 0) return `${characters[0]}***${label.slice(at)}`;
  const hidden = Math.max(characters.length - 4, Math.ceil(characters.length / 2));
  return label === "" ? "" : `***${characters.slice(hidden).join("")}`;
}
