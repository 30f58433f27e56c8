import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { root, runArguments, smallInput } from "../rough/command.ts";
import { httpServer, mailServer } from "./servers.ts";

/** Runs the program as its users have it, while servers of this process answer. */
function runBuilt(
  output: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, runArguments(output), { cwd: root, env: { ...process.env, ...env } });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stderr })));
}

describe("the built program", () => {
  it("tells the health check and sends the report by e-mail, without a word on stderr", async () => {
    const [check, mail] = [await httpServer(), await mailServer()];
    const { output } = jobFolder(smallInput);
    const ended = await runBuilt(output, {
      TIERBOOK_PING: check.address,
      TIERBOOK_MAIL_TO: "ana@example.com",
      TIERBOOK_MAIL_HOST: "127.0.0.1",
      TIERBOOK_MAIL_PORT: String(mail.port),
      TIERBOOK_MAIL_SECURITY: "none",
    });
    expect(ended).toEqual({ code: 0, stderr: "" });
    expect(check.requests.map(({ path }) => path)).toEqual(["/start", "/"]);
    expect(mail.mails[0]?.attachments.map(({ name }) => name)).toEqual(["tier-report_2017-08-15.xlsx"]);
  });
});
