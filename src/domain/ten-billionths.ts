/** `1.5000000000`, as the database prints an exact sum, in ten-billionths of a dollar. */
export function tenBillionths(text: string): bigint {
  const [whole = "0", places = ""] = text.split(".");
  return BigInt(whole + places.padEnd(10, "0"));
}
