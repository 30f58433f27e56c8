import type { z } from "zod";
import type { RequirementKind, RequirementRule } from "../../domain/requirement.ts";
import type { Credential } from "../../domain/rules.ts";
import type { Report } from "../config-file.ts";
import type { YamlDocument } from "../yaml-document.ts";
import type { Path } from "../yaml-value.ts";

/** The fields that clauses of every kind share. */
export interface WrittenClause {
  /** Id of the clause's kind. */
  readonly measure: string;
  readonly id: string;
  readonly unit: string;
}

/** The schema for one kind of requirement in a rules file, and the conversion of its clauses to rules. */
export interface ClauseReader<Written extends WrittenClause = WrittenClause> {
  readonly kind: RequirementKind;
  /** Contains `measure: word(…)`, which tells the readers apart. */
  readonly schema: z.ZodType<Written> & z.core.$ZodTypeDiscriminable;
  /** Reports conflicts between the clauses of a revision, or between them and the rest of the file. */
  check?(clauses: ClausesToCheck<Written>, report: Report): void;
  toRule(written: Written, credentials: Credentials): RequirementRule;
}

/** All clauses of one kind in a revision, each with its path in the file. */
export interface ClausesToCheck<Written extends WrittenClause> {
  readonly document: YamlDocument;
  /** All credentials in the file, by key. */
  readonly credentials: Credentials;
  readonly clauses: readonly { readonly written: Written; readonly path: Path }[];
  /** Path of the tiers that the clauses belong to. */
  readonly path: Path;
}

export type Credentials = ReadonlyMap<string, Credential>;

/** At least one reader: a rules file without any kind of requirement would require nothing. */
export type ClauseReaders = readonly [ClauseReader, ...ClauseReader[]];
