import type { ClauseReaders } from "./clause.ts";
import { consumptionClause } from "./consumption-clause.ts";
import { peopleClause } from "./people-clause.ts";

/** The kinds of requirement that a rules file may name. To add a kind, add it here. */
export const allClauses: ClauseReaders = [consumptionClause, peopleClause];
