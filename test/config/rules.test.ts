import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { Revision } from "../../src/domain/rules.ts";
import type { ConsumptionRule } from "../../src/requirements/consumption.ts";
import type { PeopleRule } from "../../src/requirements/people.ts";
import { loadShipped } from "./write-config.ts";

/** Tier, thresholds and persons of a revision, and how many credentials each route has. */
function summary(revision: Revision | undefined) {
  return revision?.tiers.map(({ tier, requirements }) => {
    const [consumption, people] = requirements as readonly [ConsumptionRule, PeopleRule];
    const { developed, emerging } = consumption.threshold;
    const routes = people.routes.map(({ id, credentials }) => `${id} ${credentials.length}`).join(", ");
    return { tier, developed: developed.usd, emerging: emerging.usd, needed: people.needed, routes };
  });
}

function routeKeys(revision: Revision | undefined, tier: number, route: number): (string | undefined)[] {
  const people = revision?.tiers[tier]?.requirements[1] as PeopleRule;
  return people.routes[route]?.credentials.map(({ credential }) => credential.key) ?? [];
}

const silver = { tier: "silver", developed: usd("15000"), emerging: usd("10000"), needed: 1 };
const gold = { tier: "gold", developed: usd("100000"), emerging: usd("100000"), needed: 2 };

describe("the shipped rules", () => {
  const rules = "cloud-platform-azure-consumption.yaml";

  it("are one revision, open at both ends, with the thresholds of the programme text", () => {
    const { revisions } = loadShipped(rules).ruleSet;
    expect(revisions.map(({ from, to }) => [from, to])).toEqual([[undefined, undefined]]);
    const routes = "assessments 5, exams 6";
    expect(summary(revisions[0])).toEqual([
      { ...silver, routes },
      { ...gold, routes },
    ]);
  });

  it("accept both associations of the text, and CSP partners as an assumption that is named", () => {
    const { revisions, assumptions } = loadShipped(rules).ruleSet;
    for (const { requirements } of revisions[0]?.tiers ?? []) {
      expect((requirements[0] as ConsumptionRule).accepts).toEqual(["dpor", "tpor", "csp-tier-1", "csp-tier-2"]);
    }
    expect(assumptions.map(({ id }) => id)).toContain("csp-partners-transact");
  });

  it("name the credentials of the text, with the Chinese titles and the course ids", () => {
    const { credentials, revisions } = loadShipped(rules).ruleSet;
    const found = credentials.map(({ key, kind, aliases, ids }) => [key, kind, ids.join(" "), aliases.join(" ")]);
    expect(found).toEqual([
      ["cloud-platform", "assessment", "13736", "云平台技术评估"],
      ["data-analytics", "assessment", "13735", "关于将 Azure 用于数据分析和数据平台解决方案的技术评估"],
      ["application-development", "assessment", "13979", ""],
      ["internet-of-things", "assessment", "16252", ""],
      ["remote-desktop", "assessment", "16571", ""],
      ["70-532", "exam", "70-532", ""],
      ["70-533", "exam", "70-533", ""],
      ["70-534", "exam", "70-534", ""],
      ["70-473", "exam", "70-473", ""],
      ["70-475", "exam", "70-475", ""],
      ["mcsa-linux-on-azure", "certification", "", "Microsoft Certified Solutions Associate: Linux on Azure"],
    ]);
    expect(routeKeys(revisions[0], 0, 1)).toContain("mcsa-linux-on-azure");
  });
});

describe("the history of the rules", () => {
  const rules = "cloud-platform-history.yaml";

  it("has its three revisions one after the other, without a gap or an overlap", () => {
    expect(loadShipped(rules).ruleSet.revisions.map(({ id, from, to }) => [id, from, to])).toEqual([
      ["A", "2017-06-27", "2017-07-06"],
      ["B", "2017-07-07", "2017-11-02"],
      ["C", "2017-11-03", "2018-08-30"],
    ]);
  });

  it("has one silver threshold in A, and another exam in C", () => {
    const [a, b, c] = loadShipped(rules).ruleSet.revisions;
    expect(summary(a)?.[0]).toEqual({ ...silver, emerging: usd("15000"), routes: "assessments 5, exams 6" });
    expect(summary(b)?.[0]).toEqual({ ...silver, routes: "assessments 5, exams 6" });
    expect(summary(c)).toEqual([
      { ...silver, routes: "assessments 5, exams 7" },
      { ...gold, routes: "assessments 5, exams 7" },
    ]);
    expect(routeKeys(a, 0, 0)[0]).toBe("datacenter");
    expect(routeKeys(b, 0, 0)[0]).toBe("cloud-platform");
  });

  it("accepts exam 70-534 in C up to the end of 2018 only, in both tiers", () => {
    const c = loadShipped(rules).ruleSet.revisions[2];
    const until = c?.tiers.map(({ requirements }) => {
      const exams = (requirements[1] as PeopleRule).routes[1];
      return exams?.credentials.flatMap(({ credential, acceptedUntil }) =>
        acceptedUntil === undefined ? [] : [`${credential.key} ${acceptedUntil}`],
      );
    });
    expect(until).toEqual([["70-534 2018-12-31"], ["70-534 2018-12-31"]]);
  });
});
