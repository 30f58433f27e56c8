/** Who passed what: one line a transcript row, with the verdict that is meant. */
import { windowMonths } from "./days.mjs";

/**
 * @typedef {object} Completion
 * @property {string} person full name; stands for the individual, whatever ids the rows have
 * @property {string} id MCP id, or person id in the plain layout; may be empty
 * @property {string} partner as the row names it
 * @property {string} what key into `credentials`
 * @property {string} on completion day, as the file writes it
 * @property {string} [expires]
 * @property {string} [status] Insights only, Active unless given
 * @property {string} [result] plain only, pass unless given
 * @property {string} [countsFor] where that is another partner than the row names
 * @property {string} [reason] `counted` unless given; `rejected` for a row that cannot be taken
 * @property {readonly ("older" | "newer" | "plain")[]} in files that have the row
 * @property {string} [email]
 */

/** [activity id, title, route] by key; the route is where the rules name it. */
export const credentials = {
  cloud: ["13736", "Technical Assessment for Cloud Platform", "assessments"],
  "cloud-zh": ["UNI-CN-204", "云平台技术评估", "assessments"],
  "cloud-plain": ["cloud-platform", "technical assessment for  cloud platform", "assessments"],
  "data-zh": ["UNI-CN-207", "关于将 Azure 用于数据分析和数据平台解决方案的技术评估", "assessments"],
  appdev: ["13979", "Technical Assessment for Using Microsoft Azure for Application Development", "assessments"],
  iot: ["16252", "Technical Assessment for Using Azure for Internet of Things Solutions", "assessments"],
  532: ["70-532", "Developing Microsoft Azure Solutions", "exams"],
  533: ["EXM-90412", "Exam 70-533: Implementing Microsoft Azure Infrastructure Solutions", "exams"],
  534: ["70-534", "Architecting Microsoft Azure Solutions", "exams"],
  473: ["70-473", "Designing and Implementing Cloud Data Platform Solutions", "exams"],
  475: ["70-475", "Designing and Implementing Big Data Analytics Solutions", "exams"],
  mcsa: ["CRT-1188", "MCSA: Linux on Azure", "exams"],
  410: ["70-410", "Installing and Configuring Windows Server 2012", "none"],
  course: ["WW-1042", "Selling Azure Backup to Small Business", "none"],
  697: ["70-697", "Configuring Windows Devices", "none"],
  740: ["70-740", "Installation, Storage, and Compute with Windows Server 2016", "none"],
  761: ["70-761", "Querying Data with Transact-SQL", "none"],
  licensing: ["WW-2207", "Microsoft Licensing Essentials", "none"],
};

/** @type {readonly Completion[]} */
const telling = [
  { person: "Ana Bell", id: "10230451", partner: "1284501", what: "cloud", on: "2016-10-04", in: ["older", "newer"] },
  { person: "Ana Bell", id: "10230451", partner: "1284501", what: "533", on: "2017-03-21", in: ["newer"] },
  { person: "Ana Bell", id: "10230451", partner: "1284501", what: "cloud-plain", on: "2016-10-04", in: ["plain"] },
  { person: "Tom Reyes", id: "10230988", partner: "1284501", what: "appdev", on: "2016-11-15", in: ["older", "newer"] },
  { person: "Mia Lund", id: "10231277", partner: "1284501", what: "data-zh", on: "2017-02-08", in: ["newer"] },
  { person: "Jonas Weiss", id: "10235560", partner: "1284502", what: "532", on: "2016-06-30", in: ["older", "newer"] },
  { person: "Jonas Weiss", id: "10235560", partner: "1284502", what: "533", on: "2017-01-17", in: ["older", "newer"] },
  { person: "Karla Brandt", id: "10235561", partner: "1284502", what: "534", on: "2017-05-09", in: ["newer"] },
  {
    person: "Oliver Price",
    id: "10239004",
    partner: "1303377",
    what: "cloud",
    on: "2016-09-13",
    in: ["older", "newer"],
  },
  { person: "Grace Hill", id: "10239117", partner: "1303377", what: "appdev", on: "2017-04-25", in: ["newer"] },
  { person: "Dana Cole", id: "10241830", partner: "1310042", what: "532", on: "2016-12-06", in: ["older", "newer"] },
  { person: "Dana Cole", id: "10288102", partner: "1310042", what: "533", on: "2017-06-14", in: ["newer"] },
  { person: "Erik Moss", id: "10244419", partner: "1322190", what: "cloud", on: "2017-01-24", in: ["newer"] },
  { person: "Lena Fox", id: "10244420", partner: "1322190", what: "534", on: "2017-02-16", in: ["newer"] },
  { person: "Ravi Nair", id: "10246077", partner: "1335718", what: "475", on: "2017-03-02", in: ["newer"] },
  { person: "Bruno Alves", id: "10247312", partner: "1340066", what: "cloud", on: "2017-04-19", in: ["newer"] },
  { person: "Claire Petit", id: "10248655", partner: "1351923", what: "iot", on: "2016-08-30", in: ["newer"] },
  { person: "Daan Smit", id: "10249801", partner: "1358804", what: "cloud", on: "2017-05-30", in: ["newer"] },
  { person: "Eva Vos", id: "10249802", partner: "1358804", what: "mcsa", on: "2016-05-11", in: ["newer"] },
  { person: "Nils Berg", id: "10251290", partner: "1367271", what: "533", on: "2016-11-08", in: ["newer"] },
  {
    person: "Petra Keller",
    id: "10252744",
    partner: "1488820",
    what: "532",
    on: "2016-10-18",
    countsFor: "1367271",
    in: ["newer"],
  },
  {
    person: "Petra Keller",
    id: "10252744",
    partner: "1367271",
    what: "course",
    on: "2017-05-16",
    reason: "not-listed",
    in: ["newer"],
  },
  {
    person: "Luis Vega",
    id: "10253608",
    partner: "1372455",
    what: "532",
    on: "2015-06-30",
    expires: "2017-06-30",
    status: "Active",
    reason: "expired",
    in: ["newer"],
  },
  {
    person: "Marta Rios",
    id: "10253609",
    partner: "1372455",
    what: "410",
    on: "2017-02-28",
    reason: "not-listed",
    in: ["newer"],
  },
  {
    person: "Pablo Sanz",
    id: "10253777",
    partner: "1372455",
    what: "534",
    on: "2016-03-15",
    status: "Inactive",
    reason: "inactive",
    in: ["newer"],
  },
  { person: "Rita Sousa", id: "10255120", partner: "1380913", what: "473", on: "2017-06-06", in: ["newer"] },
  { person: "Sean Walsh", id: "10256233", partner: "1400358", what: "cloud", on: "2017-01-10", in: ["newer"] },
  { person: "Freja Holm", id: "10259814", partner: "1437512", what: "534", on: "2016-09-27", in: ["newer"] },
  { person: "Kenji Mori", id: "10260551", partner: "1444098", what: "475", on: "2017-07-04", in: ["newer"] },
  {
    person: "Ruby Ward",
    id: "10261940",
    partner: "1459935",
    what: "appdev",
    on: "2015-08-15",
    expires: "2017-08-15",
    in: ["newer"],
  },
  { person: "Wei Tan", id: "10263087", partner: "1460217", what: "cloud-zh", on: "2017-03-28", in: ["newer"] },
  { person: "Noah Roy", id: "10264410", partner: "1473306", what: "533", on: "2016-12-13", in: ["newer"] },
  { person: "Thabo Dube", id: "10266598", partner: "1502874", what: "532", on: "2017-02-21", in: ["newer"] },
  { person: "Marc Blanc", id: "10268021", partner: "1517640", what: "cloud", on: "2017-06-20", in: ["newer"] },
  { person: "Hal Finch", id: "10269456", partner: "1523349", what: "cloud", on: "2016-10-25", in: ["newer"] },
  { person: "Ida Strand", id: "10270733", partner: "1530026", what: "cloud", on: "2017-04-04", in: ["newer"] },
  { person: "Per Dahl", id: "10270734", partner: "1530026", what: "data-zh", on: "2017-05-23", in: ["newer"] },
  {
    person: "Ines Faro",
    id: "10255121",
    partner: "1284501",
    what: "532",
    on: "2017-13-05",
    reason: "rejected",
    in: ["newer"],
  },
  { person: "Diego Luna", id: "P-0117", partner: "1415209", what: "533", on: "2017-01-31", in: ["plain"] },
  { person: "Sofia Mora", id: "P-0121", partner: "1422867", what: "cloud-plain", on: "03/14/2017", in: ["plain"] },
  {
    person: "Paolo Conti",
    id: "P-0124",
    partner: "1391460",
    what: "532",
    on: "2017-08-20",
    reason: "after-as-of",
    in: ["plain"],
  },
  { person: "Tia Hale", id: "P-0130", partner: "1495561", what: "cloud-plain", on: "2017-08-15", in: ["plain"] },
  {
    person: "Jack Lane",
    id: "P-0133",
    partner: "1459935",
    what: "532",
    on: "2017-06-27",
    result: "fail",
    reason: "not-passed",
    in: ["plain"],
  },
  { person: "Kit Lowe", id: "P-0140", partner: "", what: "534", on: "2017-05-02", reason: "no-partner", in: ["plain"] },
  { person: "Grace Hill", id: "P-0142", partner: "1303377", what: "appdev", on: "4/25/2017", in: ["plain"] },
  { person: "Lena Fox", id: "P-0145", partner: "1322190", what: "534", on: "2017-02-16", in: ["plain"] },
  { person: "", id: "", partner: "1284502", what: "533", on: "2017-03-03", reason: "rejected", in: ["plain"] },
  {
    person: "Omar Said",
    id: "P-0151",
    partner: "1303377",
    what: "473",
    on: "2017-02-02",
    expires: "sometime",
    reason: "rejected",
    in: ["plain"],
  },
];

/** Colleagues whose exams and courses no rule names: most of what a real download holds. [person, partner] */
const colleagues = [
  ["Ada Cross", "1284501"],
  ["Ben Marsh", "1284501"],
  ["Cora Stein", "1284502"],
  ["Dirk Vogel", "1284502"],
  ["Elsie Wood", "1303377"],
  ["Finn Gray", "1303377"],
  ["Gail Porter", "1310042"],
  ["Hugo Lane", "1322190"],
  ["Isha Menon", "1335718"],
  ["Joao Pinto", "1340066"],
  ["Lise Morel", "1351923"],
  ["Maarten Kok", "1358804"],
  ["Olle Lind", "1367271"],
  ["Pilar Gil", "1372455"],
  ["Quim Matos", "1380913"],
  ["Rosa Greco", "1391460"],
  ["Sheila Dunne", "1400358"],
  ["Tomas Ruiz", "1415209"],
  ["Ulla Krog", "1437512"],
  ["Yuki Abe", "1444098"],
  ["Zoe Field", "1459935"],
  ["Hui Lim", "1460217"],
  ["Andre Cote", "1473306"],
  ["Beat Frei", "1488820"],
  ["Cara Webb", "1495561"],
  ["Dudu Nkosi", "1502874"],
  ["Eric Blot", "1517640"],
  ["Gus Hart", "1523349"],
  ["Hege Moen", "1530026"],
];
const unnamed = ["410", "course", "697", "740", "761", "licensing"];

/** @param {string[]} colleague @param {number} index @returns {Completion[]} */
function everyday([person, partner], index) {
  const month = windowMonths[(index * 5) % windowMonths.length];
  const on = `${month}-${String(1 + ((index * 7) % 28)).padStart(2, "0")}`;
  const id = String(10_300_000 + index * 137);
  return [0, 3].map((step) => ({
    person,
    id,
    partner,
    what: unnamed[(index + step) % unnamed.length],
    on,
    reason: "not-listed",
    in: ["newer"],
  }));
}

/** @type {readonly Completion[]} */
export const completions = [...telling, ...colleagues.flatMap(everyday)];
