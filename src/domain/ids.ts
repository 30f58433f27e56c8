const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const subscriptionPath = /^\/subscriptions\//i;

/**
 * Returns the spelling in which ids are compared (S2): trimmed, `/subscriptions/<guid>` as `<guid>`, GUIDs in lower
 * case. Other ids keep their case.
 *
 * @example
 * normaliseId("/subscriptions/6F9619FF-8B86-D011-B42D-00CF4FC964FF") // => "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
 */
export function normaliseId(text: string): string {
  const id = text.trim().replace(subscriptionPath, "");
  return guid.test(id) ? id.toLowerCase() : id;
}
