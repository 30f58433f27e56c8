/** What the Insights downloads hold: one line a subscription, with what it is to count for in the window. */

/**
 * @typedef {object} InsightsStream
 * @property {string} key stands for the subscription
 * @property {string} partner
 * @property {readonly string[]} kinds association kinds under which Insights repeats the same consumption
 * @property {string} total US dollars of the window
 * @property {string} [from] first month, 2016-02 unless given
 * @property {string} [to] last month, 2017-08 unless given
 * @property {number} [services] rows a month, 1 unless given
 * @property {true} [onlyOlder] gone from the newer download
 * @property {readonly { month: string, usd: string, text: string }[]} [extras] rows of their own, part of the total
 */

/** @type {readonly InsightsStream[]} */
export const insightsStreams = [
  { key: "1284501-a", partner: "1284501", kinds: ["pal", "tpor", "dpor"], total: "61240.118204", from: "2016-06" },
  { key: "1284501-b", partner: "1284501", kinds: ["dpor"], total: "74018.55", services: 2 },
  { key: "1284501-csp", partner: "1284501", kinds: ["tpor"], total: "27114.907316", from: "2016-09" },
  { key: "1284502-a", partner: "1284502", kinds: ["dpor"], total: "58402.31", services: 2 },
  { key: "1284502-b", partner: "1284502", kinds: ["dpor"], total: "36210.087542", from: "2016-07" },
  { key: "1303377-a", partner: "1303377", kinds: ["tpor"], total: "52006.44" },
  { key: "1303377-b", partner: "1303377", kinds: ["pal", "dpor"], total: "34310.902177", from: "2016-09" },
  {
    key: "1303377-gone",
    partner: "1303377",
    kinds: ["dpor"],
    total: "3900",
    from: "2016-10",
    to: "2017-01",
    onlyOlder: true,
  },
  {
    key: "1310042-a",
    partner: "1310042",
    kinds: ["dpor"],
    total: "71830.4",
    services: 2,
    extras: [{ month: "2017-03", usd: "1234.5", text: "1,234.50" }],
  },
  { key: "1310042-b", partner: "1310042", kinds: ["dpor"], total: "46402.118", from: "2016-08" },
  { key: "1322190-a", partner: "1322190", kinds: ["dpor"], total: "64500.25", services: 2 },
  { key: "1322190-b", partner: "1322190", kinds: ["tpor"], total: "43912.6041", from: "2016-10" },
  { key: "1335718-a", partner: "1335718", kinds: ["tpor"], total: "10000", from: "2016-05" },
  {
    key: "1351923-a",
    partner: "1351923",
    kinds: ["dpor"],
    total: "15000",
    extras: [{ month: "2017-02", usd: "-12.5", text: "(12.50)" }],
  },
  { key: "1358804-a", partner: "1358804", kinds: ["dpor"], total: "14999.9999999999", from: "2016-07" },
  { key: "1367271-a", partner: "1367271", kinds: ["csp-tier-1"], total: "42117.86", services: 2, from: "2016-08" },
  { key: "1372455-a", partner: "1372455", kinds: ["dpor"], total: "23480.334" },
  { key: "1400358-a", partner: "1400358", kinds: ["pal"], total: "31250.09", from: "2016-09" },
  { key: "1415209-a", partner: "1415209", kinds: ["csp-tier-2"], total: "7400.25", from: "2016-08", to: "2017-04" },
  {
    key: "1437512-a",
    partner: "1437512",
    kinds: ["dpor"],
    total: "16512.775",
    from: "2016-08",
    extras: [
      { month: "2016-12", usd: "-861.2", text: "-861.2" },
      { month: "2017-04", usd: "-440.015", text: "-440.015" },
    ],
  },
  { key: "1460217-a", partner: "1460217", kinds: ["dpor"], total: "10920.4", from: "2016-08" },
  { key: "1473306-a", partner: "1473306", kinds: ["tpor"], total: "10485.9", from: "2016-08" },
  { key: "1488820-a", partner: "1488820", kinds: ["dpor"], total: "19007.66", from: "2016-08" },
  { key: "1502874-a", partner: "1502874", kinds: ["tpor"], total: "10611.2" },
  { key: "1523349-a", partner: "1523349", kinds: ["dpor"], total: "3215.4", from: "2016-10" },
  { key: "1523349-own", partner: "1523349", kinds: ["end-customer"], total: "18040.7", from: "2016-11" },
  { key: "1530026-a", partner: "1530026", kinds: ["csp-tier-1"], total: "131450.77", services: 2 },
];
