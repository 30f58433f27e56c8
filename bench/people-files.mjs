import { pick, xorshift } from "./random.mjs";

const exams = [
  ["70-532", "Developing Microsoft Azure Solutions"],
  ["70-533", "Implementing Microsoft Azure Infrastructure Solutions"],
  ["70-534", "Architecting Microsoft Azure Solutions"],
];

/**
 * `partners.csv` of a fleet.
 *
 * @param {import("./fleet.mjs").Fleet} fleet
 */
export function partnersCsv({ partners }) {
  const lines = partners.map(({ id, name, country }) => `${id},${name},${country}\n`);
  return `partner_id,partner_name,country\n${lines.join("")}`;
}

/**
 * A small transcript: up to three people of each partner, each with an exam.
 *
 * @param {import("./fleet.mjs").Fleet} fleet
 */
export function transcriptsCsv({ partners }) {
  const random = xorshift(5);
  const lines = partners.flatMap(({ id }) => {
    const people = random() % 4;
    return Array.from({ length: people }, (_, i) => {
      const [exam, title] = pick(random, exams);
      const person = `${id}${i}`;
      const completed = `2016-${String(1 + (random() % 12)).padStart(2, "0")}-15`;
      return `${person},person${person}@example.com,${id},${exam},${title},${completed},,pass\n`;
    });
  });
  return `person_id,email,partner_id,credential,title,completed_on,expires_on,result\n${lines.join("")}`;
}
