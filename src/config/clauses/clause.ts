import type { z } from "zod";
import type { RequirementKind, RequirementRule } from "../../domain/requirement.ts";
import type { Credential } from "../../domain/rules.ts";
import type { Report } from "../config-file.ts";
import type { YamlDocument } from "../yaml-document.ts";
import type { Path } from "../yaml-value.ts";

/** The fields common to the clauses of every kind. */
export interface WrittenClause {
  /** Id of its kind. */
  readonly measure: string;
  readonly id: string;
  readonly unit: string;
}

/** The schema of one kind of requirement in a rules file, and how its clauses become rules. */
export interface ClauseReader<Written extends WrittenClause = WrittenClause> {
  readonly kind: RequirementKind;
  /** With `measure: word(…)`, by which the readers are told apart. */
  readonly schema: z.ZodType<Written> & z.core.$ZodTypeDiscriminable;
  /** Reports what is wrong between the clauses of a revision and the rest of the file. */
  check?(clauses: ClausesToCheck<Written>, report: Report): void;
  toRule(written: Written, credentials: Credentials): RequirementRule;
}

/** All clauses of one kind in a revision, each with its place in the file. */
export interface ClausesToCheck<Written extends WrittenClause> {
  readonly document: YamlDocument;
  /** Of the whole file, by key. */
  readonly credentials: Credentials;
  readonly clauses: readonly { readonly written: Written; readonly path: Path }[];
  /** Place of the tiers that the clauses belong to. */
  readonly path: Path;
}

export type Credentials = ReadonlyMap<string, Credential>;

/** At least one: a rules file without any kind of requirement asks for nothing. */
export type ClauseReaders = readonly [ClauseReader, ...ClauseReader[]];
