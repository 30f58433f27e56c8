/** GUIDs, and ids of at least eight hexadecimal digits that contain both a letter and a number. */
const ids =
  /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{8,})(?![0-9a-z])/gi;
/** Part numbers, years, months, days, and dates without separators, but not the seven digits of most partner ids. */
const numbers = /(?<!\d)(?:\d{1,4}|(?:19|20)(?:\d{4}|\d{6}|\d{10}|\d{12}))(?!\d)/g;
const copyNumber = / \(\d+\)(?=\.)/g;

/**
 * Returns the name of the source that a file was downloaded from: its path without dates, part numbers and export ids.
 *
 * @param file - relative to the input folder, with `/`
 *
 * @example
 * sourceName("consumption/contoso/AzureUsage_2017-08-01 (2).csv") // => "consumption/contoso/AzureUsage_*.csv"
 */
export function sourceName(file: string): string {
  return file
    .replace(copyNumber, "")
    .replace(ids, "*")
    .replace(numbers, "*")
    .replace(/\*(?:[-_. ]?\*)+/g, "*");
}

/** Returns the source of a file with its format: `consumption/contoso/AzureUsage_*.csv (insights-azure-usage)`. */
export function sourceAndFormat({ file, format }: { readonly file: string; readonly format: string }): string {
  return `${sourceName(file)} (${format})`;
}
