/** The values of the shipped config files by SHA-256. */
export function parsedConfig(): Readonly<Record<string, unknown>>;
