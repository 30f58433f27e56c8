import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../src/cli/run-command.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";
import { deadPort, httpServer, mailServer } from "../notify/servers.ts";
import { smallInput } from "../rough/command.ts";
import { fakeTerminal } from "./fake-terminal.ts";

interface Order {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder with a small input, and a way to run the command on it. */
function desk(files: Files = smallInput) {
  const { root, input, output, write } = jobFolder(files);
  const run = async ({ args = [], env = {} }: Order) => {
    const fake = fakeTerminal(root, env);
    const folders = ["--input", input, "--output", output, "--quiet"];
    const words = [...folders, "--as-of", "2017-08-15", ...args];
    const error = await runCommand(fake.terminal)
      .exitOverride()
      .parseAsync(words, { from: "user" })
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    return { ...fake, error };
  };
  return { run, write, runs: () => readdirSync(join(output, "runs")) };
}

function mailTo(port: number, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    TIERBOOK_MAIL_TO: "ana@example.com",
    TIERBOOK_MAIL_HOST: "127.0.0.1",
    TIERBOOK_MAIL_PORT: String(port),
    TIERBOOK_MAIL_SECURITY: "none",
    ...more,
  };
}

describe("tierbook run", () => {
  it("tells the health check, and sends the report by e-mail with the workbook", async () => {
    const [check, mail] = [await httpServer(), await mailServer()];
    const { run } = desk();
    const { code, stderr, error } = await run({ env: { TIERBOOK_PING: `${check.address}/p`, ...mailTo(mail.port) } });
    expect([error, stderr(), code()]).toEqual([undefined, "", 0]);
    expect(check.requests.map(({ path }) => path)).toEqual(["/p/start", "/p"]);
    expect(check.requests[1]?.body).toMatch(/^As of 2017-08-15, window /);

    const [received] = mail.mails;
    expect(received?.headers.get("subject")).toBe("Partner tiers as of 2017-08-15: 0 gold, 1 silver, 0 close");
    expect(received?.text).toContain(
      "2 partners, 0 gold, 1 silver, 1 without a tier, 0 unknown; 0 close to the next tier.",
    );
    expect(received?.attachments.map(({ name }) => name)).toEqual(["tier-report_2017-08-15.xlsx"]);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((received?.attachments[0]?.content ?? Buffer.alloc(0)) as never);
    expect(workbook.worksheets[0]?.name).toBe("Summary");
    const partners = workbook.getWorksheet("Partners")?.getColumn(1).values ?? [];
    expect(partners.map(String).join(" ")).toContain("1000001");
  });

  it("publishes with a warning each where neither health check nor mail server can be reached", async () => {
    const [check, mail] = [await deadPort(), await deadPort()];
    const { run, runs } = desk();
    const env = { TIERBOOK_PING: `http://127.0.0.1:${check}/secret`, ...mailTo(mail) };
    const { code, stderr, error } = await run({ args: ["--no-workbook"], env });
    expect([error, code()]).toEqual([undefined, 0]);
    expect(runs()).toHaveLength(1);
    expect(stderr()).toContain(
      `Warning: The health check at 127.0.0.1:${check} was not reached (ECONNREFUSED); the run is not affected.\n`,
    );
    expect(stderr()).toMatch(/Warning: The e-mail was not sent \(.*ECONNREFUSED.*\); the report is published.\n/);
    expect(stderr()).not.toContain("secret");
  });

  it("tells the health check why it failed", async () => {
    const check = await httpServer();
    const { run } = desk({ "consumption/usage.csv": "a,b\n1,2\n" });
    const { error } = await run({ env: { TIERBOOK_PING: check.address } });
    expect(error).toBeInstanceOf(InputError);
    expect(check.requests.map(({ path }) => path)).toEqual(["/start", "/2"]);
    expect(check.requests[1]?.body).toContain("usage.csv:1: found a header that no format recognises");
  });

  it("tells the health check of the environment that the config is broken", async () => {
    const check = await httpServer();
    const { run } = desk();
    const { error } = await run({ env: { TIERBOOK_PING: check.address, TIERBOOK_TIME_ZONE: "Mars" } });
    expect(error).toBeInstanceOf(InputError);
    expect(check.requests.map(({ path, body }) => `${path} ${body.split("\n")[0]}`)).toEqual([
      "/2 TIERBOOK_TIME_ZONE: found timeZone: Mars",
    ]);
  });

  it("contacts nobody when told so", async () => {
    const [check, mail] = [await httpServer(), await mailServer()];
    const { run } = desk();
    const env = { TIERBOOK_PING: check.address, ...mailTo(mail.port) };
    await run({ args: ["--no-workbook", "--no-ping", "--no-mail"], env });
    expect([check.requests, mail.mails]).toEqual([[], []]);
  });

  it("sends, told to do so only on change, the first report and those with a change", async () => {
    const mail = await mailServer();
    const { run, write } = desk();
    const order = { args: ["--no-workbook"], env: mailTo(mail.port, { TIERBOOK_MAIL_ONLY_ON_CHANGE: "true" }) };
    await run(order);
    await run(order);
    expect(mail.mails).toHaveLength(1);
    write({ "consumption/usage.csv": (smallInput["consumption/usage.csv"] as string).replace("15000", "14000") });
    expect((await run(order)).stderr()).toBe("");
    const text = mail.mails[1]?.text ?? "";
    expect(mail.mails).toHaveLength(2);
    expect(text).toContain("What changed since the report of 2017-08-15:");
    expect(text).toContain(
      "1000001 Contoso demoted: silver, short of gold → no tier, close to silver; US$15,000.00 → US$14,000.00; month restated",
    );
    expect(text).toContain("This run wrote no workbook.");
  });

  it("sends no report for a day before that of the latest", async () => {
    const mail = await mailServer();
    const { run } = desk();
    const args = ["--no-workbook"];
    await run({ args });
    await run({ args: [...args, "--as-of", "2017-08-14"], env: mailTo(mail.port) });
    expect(mail.mails).toEqual([]);
  });

  it("says which variable lacks the password", async () => {
    const { run } = desk();
    const { stderr } = await run({ args: ["--no-workbook"], env: mailTo(1, { TIERBOOK_MAIL_USER: "robot" }) });
    expect(stderr()).toContain("mail.user is set, but the variable TIERBOOK_MAIL_PASSWORD is not");
  });

  it("does not write into the report whom it tells", async () => {
    const check = await httpServer();
    const { run } = desk();
    const { stdout } = await run({ args: ["--no-workbook"], env: { TIERBOOK_PING: `${check.address}/2f7c` } });
    const manifest =
      stdout()
        .split("\n")
        .find((line) => line.endsWith("run.json")) ?? "";
    expect(readFileSync(manifest, "utf8")).not.toContain("2f7c");
  });

  it("says what changed since the run before, in text and as JSON", async () => {
    const { run, write } = desk();
    const args = ["--no-workbook"];
    const first = await run({ args: [...args, "--json"] });
    expect(JSON.parse(first.stdout())).toMatchObject({ compared_with: null });
    expect((await run({ args })).stdout()).toContain("Since the run for 2017-08-15: no tier or finding changed.\n");

    write({ "consumption/usage.csv": (smallInput["consumption/usage.csv"] as string).replace("15000", "14000") });
    const changed = await run({ args: [...args, "--json"] });
    expect(JSON.parse(changed.stdout())).toMatchObject({
      partners: { total: 2, gold: 0, silver: 0, none: 2, close_to_silver: 1, close_to_gold: 0, unknown: 0 },
      compared_with: { as_of: "2017-08-15", changes: { promoted: 0, demoted: 1, closer: 0 } },
    });
  });
});
