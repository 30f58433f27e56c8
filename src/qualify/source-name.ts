const ids = /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{8,})(?![0-9a-z])/gi;
const numbers = /\d+(?:[-_. ]\d+)*/g;
const copyNumber = / \(\d+\)(?=\.)/g;

/**
 * Names the source that a file is a download of: what stays of its path when dates, numbers and ids are taken away.
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
    .replace(/\*(?:[-_]?\*)+/g, "*");
}
