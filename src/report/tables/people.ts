import type { AssessedTranscriptRow } from "../../domain/person.ts";
import { labelOf, maskPerson } from "../person-label.ts";
import type { Column } from "./column.ts";

/**
 * Returns the columns of `people.csv`: one row per transcript row.
 *
 * @param mask - whether to hide who the person is (`people.mask` of the job)
 */
export function peopleColumns(mask: boolean): readonly Column<AssessedTranscriptRow>[] {
  const person = ({ row }: AssessedTranscriptRow) => (mask ? maskPerson(labelOf(row)) : labelOf(row));
  return [
    { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
    { name: "person", title: "Person", width: 30, cell: (row) => ({ kind: "text", value: person(row) }) },
    {
      name: "credential",
      title: "Credential",
      width: 70,
      cell: ({ row }) => ({ kind: "text", value: row.title === "" ? row.activityId : row.title }),
    },
    { name: "kind", title: "Kind", width: 14, cell: (row) => ({ kind: "text", value: row.kind }) },
    {
      name: "completed_on",
      title: "Completed on",
      width: 17,
      cell: ({ row }) => ({ kind: "day", value: row.completedOn }),
    },
    { name: "expires_on", title: "Expires on", width: 14, cell: ({ row }) => ({ kind: "day", value: row.expiresOn }) },
    { name: "counts", title: "Counts", width: 11, cell: (row) => ({ kind: "boolean", value: row.counts }) },
    { name: "reason", title: "Reason", width: 20, cell: (row) => ({ kind: "status", value: row.reason }) },
  ];
}
