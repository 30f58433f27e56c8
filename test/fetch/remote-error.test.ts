import { describe, expect, it } from "vitest";
import { remoteError } from "../../src/fetch/remote-error.ts";

function thrown(name: string, fields: object, message = "https://a.blob.core.windows.net/c?sv=1&sig=secret"): Error {
  return Object.assign(new Error(message), { name, ...fields });
}

describe("remoteError", () => {
  it.each([
    [
      thrown("RestError", { statusCode: 403, code: "AuthenticationFailed" }),
      "refused",
      "the answer 403 AuthenticationFailed",
    ],
    [thrown("RestError", { statusCode: 401, code: undefined }), "refused", "the answer 401"],
    [thrown("RestError", { statusCode: 404, code: "ContainerNotFound" }), "gone", "the answer 404 ContainerNotFound"],
    [
      thrown("RestError", { statusCode: 409, code: "ContainerBeingDeleted" }),
      "gone",
      "the answer 409 ContainerBeingDeleted",
    ],
    [thrown("RestError", { statusCode: 409, code: "BlobArchived" }), "failed", "the answer 409 BlobArchived"],
    [thrown("RestError", { statusCode: 412, code: "ConditionNotMet" }), "changed", "the answer 412 ConditionNotMet"],
    [thrown("RestError", { statusCode: 400, code: "x?sig=secret" }), "failed", "the answer 400"],
    [thrown("RestError", { code: "ENOTFOUND" }), "unreachable", "no connection (ENOTFOUND)"],
    [
      thrown("RestError", { code: "SELF_SIGNED_CERT_IN_CHAIN" }),
      "unreachable",
      "no connection (SELF_SIGNED_CERT_IN_CHAIN)",
    ],
    [thrown("AbortError", {}), "unreachable", "a connection that broke off"],
    [thrown("RangeError", {}), "failed", "an answer that cannot be read (RangeError)"],
    [
      thrown("AggregateAuthenticationError", {}, "secret AADSTS700016: app"),
      "refused",
      "no identity that Azure accepts (AADSTS700016)",
    ],
    [thrown("CredentialUnavailableError", {}), "refused", "no identity that Azure accepts"],
    ["sig=secret", "unreachable", "a connection that broke off"],
  ])("puts %s into words of its own", (error, trouble, message) => {
    const said = remoteError(error);
    expect([said.trouble, said.message]).toEqual([trouble, message]);
    expect(`${said.stack} ${JSON.stringify(said)} ${String(said.cause)}`).not.toContain("secret");
  });
});
