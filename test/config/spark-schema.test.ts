import { describe, expect, it } from "vitest";
import { sparkSettings, type WrittenSpark } from "../../src/config/spark-schema.ts";

const written: WrittenSpark = {
  ...{ command: ["spark-sql", "-f", "{sql}"], input: null, stage: "/mnt/stage", stagePath: null },
  ...{ fromBytes: 1, timeoutMinutes: 240 },
};
const folders = { root: "/srv/tierbook", input: "/srv/tierbook/in put" };

describe("sparkSettings", () => {
  it.each([
    { name: "an input folder at the same path", changes: {}, expected: { input: "file:///srv/tierbook/in put" } },
    {
      name: "an input folder elsewhere",
      changes: { input: "abfss://c@a.net/x" },
      expected: { input: "abfss://c@a.net/x" },
    },
    { name: "an input folder by another path", changes: { input: "/data" }, expected: { input: "file:///data" } },
    { name: "a stage that is a path", changes: {}, expected: { stage: "file:///mnt/stage", stagePath: "/mnt/stage" } },
    {
      name: "a stage that is a relative path",
      changes: { stage: "stage" },
      expected: { stage: "file:///srv/tierbook/stage", stagePath: "/srv/tierbook/stage" },
    },
    {
      name: "a stage that is the address of a path",
      changes: { stage: "file:///mnt/stage" },
      expected: { stage: "file:///mnt/stage", stagePath: "/mnt/stage" },
    },
    {
      name: "a stage that is mounted here",
      changes: { stage: "abfss://c@a.net/stage", stagePath: "mnt/stage" },
      expected: { stage: "abfss://c@a.net/stage", stagePath: "/srv/tierbook/mnt/stage" },
    },
    { name: "a program on the path", changes: {}, expected: { command: ["spark-sql", "-f", "{sql}"] } },
    {
      name: "a program beside job.yaml's folder",
      changes: { command: ["bin/submit.sh", "{sql}"] },
      expected: { command: ["/srv/tierbook/bin/submit.sh", "{sql}"] },
    },
    {
      name: "a program by its full path",
      changes: { command: ["/opt/spark/bin/spark-sql", "{sql}"] },
      expected: { command: ["/opt/spark/bin/spark-sql", "{sql}"] },
    },
  ])("names $name", ({ changes, expected }) => {
    expect(sparkSettings({ ...written, ...changes }, folders)).toMatchObject(expected);
  });
});
