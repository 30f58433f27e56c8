import { describe, expect, it } from "vitest";
import { chooseLatest } from "../../src/publish/latest.ts";

const july = { asOf: "2017-07-31", runId: "20170801T020000Z-aa" };
const julyAgain = { asOf: "2017-07-31", runId: "20170802T020000Z-bb" };
const august = { asOf: "2017-08-31", runId: "20170901T020000Z-cc" };
const augustAgain = { asOf: "2017-08-31", runId: "20170902T020000Z-dd" };

describe("chooseLatest", () => {
  it.each([
    { name: "is the first run there is", published: [], current: undefined, added: july, chosen: july },
    { name: "is a run for a later day", published: [july], current: july, added: august, chosen: august },
    { name: "is the later of two for one day", published: [july], current: july, added: julyAgain, chosen: julyAgain },
    {
      name: "is the last published, whatever its id",
      published: [julyAgain],
      current: julyAgain,
      added: july,
      chosen: july,
    },
    { name: "is not a run for an older day", published: [august], current: august, added: july, chosen: august },
    {
      name: "keeps the one it was of several",
      published: [august, augustAgain],
      current: august,
      added: july,
      chosen: august,
    },
    {
      name: "is the last by id where nothing says",
      published: [augustAgain, august],
      current: undefined,
      added: july,
      chosen: augustAgain,
    },
    { name: "forgets a run that is gone", published: [july], current: august, added: julyAgain, chosen: julyAgain },
  ])("$name", ({ published, current, added, chosen }) => {
    expect(chooseLatest(published, current, added)).toEqual(chosen);
  });
});
