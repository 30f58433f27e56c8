const months = ["201608", "201609", "201610", "201611", "201612"].concat([
  "201701",
  "201702",
  "201703",
  "201704",
  "201705",
  "201706",
  "201707",
]);

/**
 * `exchange-rates.csv` for the months of the usage. The rate is 1, so that rows that are converted and rounded one by one
 * have the very sum of the same rows in dollars.
 *
 * @param {string} currency
 */
export function exchangeRatesCsv(currency) {
  return `CurrencyCode,USDPerUnit,Month\n${months.map((month) => `${currency},1.0000,${month}\n`).join("")}`;
}
