import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The kinds of test, the slowest first: what takes a minute must not be what the last worker begins with. */
const order = ["spark", "rough", "runs", "days", "unit"];

/** Runs the slow kinds of test before the quick ones. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) => order.indexOf(project.name);
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
