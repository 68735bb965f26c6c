// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult
 * @typedef {{ success: boolean, testResults: FileResult[] }} VitestReport vitest's JSON reporter
 */

/**
 * Counts what ran. A file that failed before its first test, an error outside any test and checks
 * that failed before the tests began each count as one failure: zero failures mean that all is
 * well.
 *
 * @param {VitestReport | undefined} report undefined when vitest has not run to its end
 * @param {number} exitStatus of `npm test`
 */
export function count(report, exitStatus) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failedTests = tests.filter(({ status }) => status === 'failed').length;
  const brokenFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const skipped = tests.length - passed - failedTests;
  const failed = failedTests + brokenFiles;
  return { passed, failed: failed === 0 && exitStatus !== 0 ? 1 : failed, skipped };
}

const [, script, path, status] = process.argv;
if (path && script === fileURLToPath(import.meta.url)) {
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  if (!report) console.log('\nThe tests did not run to their end; the reason is above.');
  const { passed, failed, skipped } = count(report, Number(status));
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
}
