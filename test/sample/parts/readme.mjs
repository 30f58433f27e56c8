/** `input/README.md`. */
export const readme = `# The sample

A year of a distributor's partner desk, invented: no organisation, person or amount here is real. It is read by

    npm start

which asks about 15 August 2017, and therefore about August 2016 to July 2017.

| Here | Is |
|---|---|
| partners.csv | the partners the desk looks after: id, name, country |
| associations.csv | who is credited with subscriptions and customers that an export does not tie to a partner |
| exchange-rates.csv | US dollars per unit of a currency, by month |
| consumption/ | exports of Azure consumption from several portals, at any depth |
| transcripts/ | who passed which assessment or exam |

Replace these files with your own exports to use the program in earnest. The files here have, on purpose, the flaws
of real ones: overlapping downloads, months stated again, a missing exchange rate, a misspelt country, lines that cannot be read.
`;
