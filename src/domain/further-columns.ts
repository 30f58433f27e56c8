/**
 * Columns of the input's partners.csv beyond its own, such as owner or region, which partners.csv and gaps.csv carry
 * through.
 */
export interface FurtherColumns {
  /** In the order of the file. */
  readonly names: readonly string[];
  /** Cells by partner id, in the order of the names; a partner that the file does not list has none. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

/**
 * The names of the columns that further ones stand beside: no program could tell two of one name apart. All columns of
 * partners.csv, gaps.csv and to-do.csv.
 */
export const ownColumns = [
  ...["partner_id", "partner_name", "country", "market", "as_of", "window_start", "window_end", "months_covered"],
  ...["months_seen", "consumption_usd", "people", "assessment_people", "exam_people", "tier", "next_tier"],
  ...["next_tier_finding", "consumption_gap_usd", "people_gap", "gaps", "at_risk_from", "reaches_next_tier"],
  ...["rows_rejected", "requirement", "unit", "required", "measured", "gap", "finding", "what_to_do"],
  ...["kind", "what", "files", "first_file", "rows", "usd", "amount", "currency", "first_day", "last_day", "fix"],
] as const;
