import { describe, expect, it } from "vitest";
import { credentialMatcher } from "../../src/qualify/match-credential.ts";
import { credentials } from "../fixtures/rules.ts";

const match = credentialMatcher(credentials);

describe("credentialMatcher", () => {
  it.each([
    { name: "an exam number as activity id", activityId: "70-532", title: "", key: "70-532" },
    { name: "an exam number inside an activity id", activityId: "EXAM_70-532_EN", title: "", key: "70-532" },
    { name: "an exam number inside a title", activityId: "x", title: "Exam 70-532: Developing", key: "70-532" },
    { name: "an exam number with a typographic hyphen", activityId: "", title: "Exam 70\u2011532", key: "70-532" },
    { name: "a later exam number after a longer one", activityId: "", title: "170-532, now 70-532", key: "70-532" },
    { name: "the exam number before the title", activityId: "70-534", title: "MCSA: Linux on Azure", key: "70-534" },
    { name: "a course id as activity id", activityId: " 13736 ", title: "", key: "cloud-platform-assessment" },
    { name: "a title", activityId: "", title: "MCSA: Linux on Azure", key: "mcsa-linux-on-azure" },
    {
      name: "a title in the place of the activity id",
      activityId: "MCSA: Linux on Azure",
      title: "",
      key: "mcsa-linux-on-azure",
    },
    { name: "a title ignoring case", activityId: "", title: "mcsa: LINUX on azure", key: "mcsa-linux-on-azure" },
    {
      name: "a title ignoring punctuation",
      activityId: "",
      title: "MCSA - Linux on Azure.",
      key: "mcsa-linux-on-azure",
    },
    {
      name: "a title ignoring repeated spaces",
      activityId: "",
      title: " MCSA:  Linux\u00A0on Azure ",
      key: "mcsa-linux-on-azure",
    },
    { name: "a Chinese alias", activityId: "", title: "云平台技术评估", key: "cloud-platform-assessment" },
    {
      name: "a Chinese alias in quotation marks",
      activityId: "",
      title: "《云平台技术评估》",
      key: "cloud-platform-assessment",
    },
    {
      name: "a Chinese alias without the spaces around a Latin word",
      activityId: "",
      title: "关于将Azure用于数据分析和数据平台解决方案的技术评估",
      key: "data-assessment",
    },
  ])("matches $name", ({ activityId, title, key }) => {
    expect(match({ activityId, title })?.key).toBe(key);
  });

  it.each([
    { name: "an exam number inside a longer number", activityId: "170-532", title: "70-5321" },
    { name: "an exam that no rule names", activityId: "70-410", title: "Installing Windows Server" },
    { name: "a course id inside a title", activityId: "", title: "Course 13736" },
    { name: "part of a title", activityId: "", title: "MCSA: Linux" },
    { name: "a title with a word more", activityId: "", title: "MCSA: Linux on Azure Stack" },
    { name: "nothing", activityId: "", title: "" },
    { name: "punctuation only", activityId: "-", title: "…" },
  ])("does not match $name", ({ activityId, title }) => {
    expect(match({ activityId, title })).toBeUndefined();
  });
});
