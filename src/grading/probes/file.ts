import { fileHolds, inWords } from '../condition.ts';
import { type Probe, quote, shellWords } from '../probe.ts';

/** A file's presence or content. The file is the learner's to write: this says what it holds. */
export const file: Probe<'file'> = {
  act: 'facts',
  wants: (check) => ({ files: [check.path] }),
  expected: (check) => check.path + inWords(check.content),
  command: (check) => shellWords(['cat', check.path]),
  judge(check, { facts }) {
    const content = facts.files[check.path] ?? null;
    return {
      passed: fileHolds(check.content, content),
      observed:
        content === null ? `There is no ${check.path}.` : `${check.path} holds: ${quote(content)}`,
      values: { exists: content === null ? 'no' : 'yes', content: content ?? '' },
    };
  },
};
