/**
 * Returns the form in which column names are compared: without spaces and in lower case. Of a name that ends in
 * parentheses, only the text inside them is kept (`Abonnement-GUID (SubscriptionGuid)`).
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
