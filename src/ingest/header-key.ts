const lastParentheses = /\(([^()]*)\)$/;

/**
 * What a header name is compared by: lower case, no white space, no byte order mark, and where the name ends in
 * parentheses the text inside them, as localised exports write it.
 *
 * @example
 * headerKey("Abonnement-GUID (SubscriptionGuid)") // => "subscriptionguid"
 */
export function headerKey(name: string): string {
  const trimmed = name.replaceAll("\uFEFF", "").trim();
  const inside = lastParentheses.exec(trimmed)?.[1];
  return (inside === undefined || inside.trim() === "" ? trimmed : inside).replace(/\s+/g, "").toLowerCase();
}
