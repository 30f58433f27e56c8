/** The partners of the sample: who they are, what each is there to show, and the verdict that is meant. */

/**
 * @typedef {{ id: string, name: string, country: string, developed: boolean, listed?: false, story: string, verdict: string }} SamplePartner
 * `verdict` is `<tier held>, <next tier> <finding>`; `listed: false` keeps it out of partners.csv.
 */

/** @type {readonly SamplePartner[]} In the order of their ids. */
export const partners = [
  at("0417733", "Adventure Works Learning", "United States", "none, silver short", {
    story: "Only in partners.csv, id with a leading zero: nothing consumed, nobody certified.",
  }),
  at("1200001", "Contoso Distribution", "United States", "none, silver short", {
    story: "The distributor itself: its few direct CSP customers (no reseller on the row).",
  }),
  at("1284501", "Contoso Cloud Services", "United States", "gold", {
    story:
      "Gold by assessments. Insights repeats the same consumption as PAL, TPOR and DPOR, and CSP usage has one of the subscriptions a second time: counted once.",
  }),
  at("1284502", "Fabrikam Technologies", "Germany", "gold", {
    story:
      "Gold by exams, only together with the Enterprise Agreement consumption in euros (associations.csv and the monthly rates); one person with two exams counts once.",
  }),
  at("1303377", "Northwind Traders IT", "United Kingdom", "silver, gold close", {
    story: "Close to gold by dollars, people are there. Rows with an unknown association label are rejected.",
  }),
  at("1310042", "Adventure Works Consulting", "United States", "silver, gold close", {
    story: "Close to gold by one person: two MCP ids turn out to be one person, by the e-mail they share.",
  }),
  at("1322190", "Tailspin Toys Cloud", "Canada", "silver, gold close", {
    story: "One person by assessment, another by exam: would be gold if routes were mixed.",
  }),
  at("1335718", "Wide World Importers Digital", "India", "silver, gold short", {
    story: "Emerging market, exactly 10,000.00.",
  }),
  at("1340066", "Litware Systems", "Brazil", "none, silver close", {
    story: "Emerging market, one ten-billionth of a dollar below 10,000.",
  }),
  at("1351923", "Proseware Partners", "France", "silver, gold short", {
    story: "Exactly 15,000.00, a refund written as (12.50) included.",
  }),
  at("1358804", "Woodgrove Cloud Advisory", "Netherlands", "none, silver close", {
    story: "14,999.9999999999: prints as 15,000.00, and is not enough.",
  }),
  at("1367271", "Contoso Nordic", "Sweden", "silver, gold short", {
    story: "A plain silver by CSP Tier 1; a person who moved here from Northwind Security counts here.",
  }),
  at("1372455", "Fabrikam Analytics", "Spain", "none, silver close", {
    story: "Close to silver by one person: one certificate expired, one inactive, one exam not listed.",
  }),
  at("1380913", "Contoso Iberia", "Portugal", "none, silver close", {
    story:
      "Close to silver by dollars. Shares a subscription with Fabrikam Technologies: the same rows are credited again.",
  }),
  at("1391460", "Fabrikam Retail Solutions", "Italy", "none, silver short", {
    story:
      "Far short; pay-as-you-go in euros, association ended on 2017-07-25; the only completion is after the as-of day.",
  }),
  at("1400358", "Northwind Managed Services", "Ireland", "none, silver short", {
    story: "Partner Admin Link alone: a good deal of consumption, none of it eligible.",
  }),
  at("1415209", "Tailspin Logistics IT", "Mexico", "silver, gold short", {
    story:
      "Indirect reseller in an emerging market: CSP Tier 2 in Insights, then daily rated usage, July not yet billed.",
  }),
  at("1422867", "Wide World Hosting", "Columbia", "none, silver close", {
    story: "The country is misspelt (Colombia): the stricter threshold and a warning. Spelt right it would be silver.",
  }),
  at("1437512", "Litware Nordics", "Denmark", "silver, gold short", { story: "Silver after refunds." }),
  at("1444098", "Proseware Data", "Japan", "silver, gold short", {
    story: "Plain ledger up to June, FOCUS export for July.",
  }),
  at("1459935", "Woodgrove Infrastructure", "Australia", "silver, gold short", {
    story: "Plain ledger up to May, partner agreement cost export for June and July; a failed exam does not count.",
  }),
  at("1460217", "Contoso Asia Pacific", "Singapore", "silver, gold short", {
    story: "Emerging market, assessment under its Chinese title.",
  }),
  at("1473306", "Fabrikam Integration", "Canada", "none, silver close", {
    story: "Close to silver: the rate for Canadian dollars of May 2017 is missing, and May would have been enough.",
  }),
  at("1488820", "Northwind Security", "Switzerland", "none, silver close", {
    story: "Enough dollars; the one certified person has moved to Contoso Nordic.",
  }),
  at("1495561", "Adventure Works Events", "New Zealand", "none, silver short", {
    story: "Became digital partner of record of a customer on 2017-07-10: consumption before that day does not count.",
  }),
  at("1502874", "Tailspin Energy Partners", "South Africa", "silver, gold short", {
    story: "Not in partners.csv: name and country come from the Insights export.",
    listed: false,
  }),
  at("1517640", "Litware Training Academy", "France", "none, silver short", {
    story: "Only in the transcripts.",
    listed: false,
  }),
  at("1523349", "Woodgrove Ventures", "United States", "none, silver short", {
    story: "Own consumption as end customer is not eligible; deal registrations are excluded.",
  }),
  at("1530026", "Proseware Retail", "Norway", "gold", {
    story: "Gold by CSP: Tier 1 in Insights and daily rated usage of another subscription.",
  }),
];

/**
 * @param {string} id
 * @param {string} name
 * @param {string} country
 * @param {string} verdict
 * @param {{ story: string, listed?: false }} rest
 */
function at(id, name, country, verdict, rest) {
  const emerging = ["India", "Brazil", "Mexico", "Singapore", "South Africa"];
  return { id, name, country, verdict, ...rest, developed: !emerging.includes(country) };
}

/** @param {string} id */
export function partnerOf(id) {
  const found = partners.find((partner) => partner.id === id);
  if (found === undefined) throw new Error(`no such partner: ${id}`);
  return found;
}
