import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Change } from "../domain/change.ts";
import { dollars } from "../domain/dollars.ts";
import type { MailSettings } from "../domain/job.ts";
import type { Usd } from "../domain/money.ts";
import type { RunReport } from "../domain/report.ts";
import { type MailContent, mailText } from "../notify/mail-text.ts";
import { causeText, standingText } from "../report/cause-text.ts";
import { figuresOf, figuresText } from "../report/summary-figures.ts";
import { workbookFile } from "../report/write-outputs.ts";
import type { RunOutcome } from "./run-outcome.ts";

/**
 * Sends a published report by e-mail if `job.yaml` names recipients. Sends nothing for a day before that of the latest
 * report: an operator who looks back is at the screen. With `mail.onlyOnChange`, sends only when a partner's tier or
 * finding changed since the previous report, or when there is no report to compare with.
 *
 * @param password - for `mail.user`, from the environment
 * @returns whether an e-mail was sent, and how many recipients were refused
 * @throws the error that prevented sending; the report is already published
 */
export async function announce(
  outcome: RunOutcome,
  settings: MailSettings,
  password: string | undefined,
): Promise<{ readonly sent: boolean; readonly refused: number }> {
  const { report, isLatest, folder } = outcome;
  const unchanged = report.comparedWith !== undefined && report.changes.length === 0;
  if (settings.to.length === 0 || !isLatest || (settings.onlyOnChange && unchanged)) return { sent: false, refused: 0 };
  if (settings.user !== null && password === undefined) {
    throw new Error("mail.user is set, but the variable TIERBOOK_MAIL_PASSWORD is not");
  }
  const workbook = await workbookState(outcome, settings.attachUpTo);
  const attachment = { path: join(folder, workbookFile), name: `tier-report_${report.asOf}.xlsx` };
  const mail = {
    ...mailText(factsOf(report, { folder, workbook })),
    attachment: workbook === "attached" ? attachment : undefined,
  };
  // Loaded only when needed: most runs send nothing.
  const { sendMail } = await import("../notify/send-mail.ts");
  return { sent: true, refused: await sendMail(mail, settings, password) };
}

async function workbookState({ files, folder }: RunOutcome, limit: number): Promise<MailContent["workbook"]> {
  if (!files.includes(workbookFile)) return "not written";
  const { size } = await stat(join(folder, workbookFile));
  return size > limit ? "too large" : "attached";
}

function factsOf(report: RunReport, rest: Pick<MailContent, "folder" | "workbook">): MailContent {
  const { asOf, warnings, comparedWith, changes } = report;
  const { gold, silver, unknown, closeToSilver, closeToGold } = figuresOf(report);
  const unjudged = unknown === 0 ? "" : `, ${unknown} unknown`;
  return {
    asOf,
    figures: figuresText(report).join(" "),
    shortFigures: `${gold} gold, ${silver} silver, ${closeToSilver + closeToGold} close${unjudged}`,
    changes: comparedWith && { since: comparedWith.asOf, lines: changes.map(changeLine) },
    limitsCrossed: warnings.filter(({ crossesLimit }) => crossesLimit).map(({ message }) => message),
    notes: warnings.filter(({ crossesLimit }) => !crossesLimit).map(({ message }) => message),
    ...rest,
  };
}

/**
 * Returns a line such as "1303377 Northwind Traders IT promoted: silver, close to gold → gold; US$86,317.34 →
 * US$100,200.00; month entered the window".
 */
function changeLine(change: Change): string {
  const { partnerId, partnerName, kind, before, after, consumptionBefore, consumptionAfter, causes } = change;
  const standings = [before, after].map((standing) => standingText(standing) || "not there");
  const amounts = [consumptionBefore, consumptionAfter].map(dollarsOrUnknown);
  // The text before the colon names the sort of cause; the months, files and persons are in the report.
  const sorts = new Set(causes.map((cause) => causeText(cause, () => "").split(":")[0]));
  const name = partnerName === "" ? partnerId : `${partnerId} ${partnerName}`;
  return `${name} ${kind}: ${standings.join(" → ")}; ${amounts.join(" → ")}; ${[...sorts].join(", ")}`;
}

function dollarsOrUnknown(amount: Usd | undefined): string {
  return amount === undefined ? "unknown" : dollars(amount);
}
