import type { Assessment } from "../../../domain/assessment.ts";
import type { Outlook, PartnerOutlook, TierNeed } from "../../../domain/outlook.ts";
import type { RunReport } from "../../../domain/report.ts";
import { outlookSentence } from "../../outlook-sentence.ts";
import { type Cell, type Column, measured, tableOf } from "../../tables/column.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

interface PartnerAhead {
  readonly partnerId: string;
  readonly assessment: Assessment;
  readonly outlook: PartnerOutlook;
}

/**
 * Plans the sheet that says, for every partner, which tier it loses or reaches and when, what that takes, and its tier
 * on each month-end at the run rate.
 */
export function outlookByPartnerSheet({ assessments, outlook }: RunReport, places: PartnerPlaces): TableSheet {
  const byPartner = new Map(outlook.partners.map((partner) => [partner.partnerId, partner]));
  const rows = assessments.flatMap((assessment): readonly PartnerAhead[] => {
    const found = byPartner.get(assessment.partnerId);
    return found === undefined ? [] : [{ partnerId: assessment.partnerId, assessment, outlook: found }];
  });
  return {
    layout: "table",
    name: "Outlook by partner",
    shows: "Every partner: which tier it loses or reaches and when, and the dollars a month that takes.",
    table: tableOf([...identity, ...losing, ...reaching, ...tierColumns(outlook)], rows),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", rows)]]),
  };
}

const identity: readonly Column<PartnerAhead>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  {
    name: "partner_name",
    title: "Partner",
    width: 32,
    cell: (row) => ({ kind: "text", value: row.assessment.partnerName }),
  },
  { name: "tier", title: "Tier", width: 9, cell: (row) => ({ kind: "status", value: row.assessment.tier }) },
  {
    name: "outlook",
    title: "At the run rate",
    width: 70,
    cell: (row) => ({ kind: "text", value: outlookSentence(row.assessment, row.outlook) }),
  },
  {
    name: "run_rate_usd",
    title: "Run rate (US$ per month)",
    width: 15,
    cell: (row) => measured({ kind: "usd", value: row.outlook.runRate }),
  },
];

const losing: readonly Column<PartnerAhead>[] = [
  {
    name: "at_risk_from",
    title: "At risk from",
    width: 12,
    cell: (row) => ({ kind: "day", value: row.outlook.lostFrom["run-rate"] }),
  },
  {
    name: "lost_if_nothing_enters",
    title: "Lost if nothing enters",
    width: 12,
    cell: (row) => ({ kind: "day", value: row.outlook.lostFrom.zero }),
  },
  {
    name: "keep_usd_per_month",
    title: "To keep it (US$ per month)",
    width: 15,
    cell: ({ outlook: { keep } }) => perMonth(keep),
  },
  { name: "keep_by", title: "up to", width: 12, cell: (row) => ({ kind: "day", value: row.outlook.keep?.by }) },
];

const reaching: readonly Column<PartnerAhead>[] = [
  {
    name: "next_tier",
    title: "Next tier",
    width: 9,
    cell: (row) => ({ kind: "status", value: row.assessment.nextTier }),
  },
  {
    name: "reaches_next_tier",
    title: "Reaches it",
    width: 12,
    cell: (row) => ({ kind: "day", value: row.outlook.reachesNextTier["run-rate"] }),
  },
  {
    name: "reach_usd_per_month",
    title: "To reach it (US$ per month)",
    width: 15,
    cell: ({ outlook: { reach } }) => perMonth(reach),
  },
  { name: "reach_by", title: "by", width: 12, cell: (row) => ({ kind: "day", value: row.outlook.reach?.by }) },
  {
    name: "reach_missing_people",
    title: "People missing then",
    width: 10,
    cell: ({ outlook: { reach } }) => {
      const cell = { kind: "count" as const, value: reach?.missingPeople };
      return reach === undefined ? cell : measured(cell);
    },
  },
];

/** Returns the dollars a month that a tier takes: none where no amount suffices, unknown where consumption is. */
function perMonth(need: TierNeed | undefined): Cell {
  const cell = { kind: "usd-gap" as const, value: need?.usdPerMonth };
  return need?.usdKnown === false ? measured(cell) : cell;
}

function tierColumns({ monthEnds }: Outlook): readonly Column<PartnerAhead>[] {
  return monthEnds.map((day, index) => ({
    name: `tier_${day}`,
    title: `Tier on ${day}`,
    width: 11,
    cell: (row) => ({ kind: "status", value: row.outlook.lines["run-rate"][index]?.tier }),
  }));
}
