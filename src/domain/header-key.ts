/**
 * The form in which column names are compared: the text in the last parentheses, where the name ends with some
 * (`Abonnement-GUID (SubscriptionGuid)`), without spaces and in lower case.
 *
 * @example
 * headerKey("Pricing pretax total") // => "pricingpretaxtotal"
 */
export function headerKey(name: string): string {
  const plain = name.replace(/^\uFEFF/, "").trim();
  const open = plain.endsWith(")") ? plain.lastIndexOf("(") : -1;
  const inner = open === -1 ? "" : plain.slice(open + 1, -1).trim();
  return (inner === "" ? plain : inner).replace(/\s/g, "").toLowerCase();
}
