import { type Assignment, valueSpan } from '../../parser/document.ts';
import type { AdviceRule, SpanFix } from './advice.ts';
import { type Command, commandsOf, isShell, quoteWord, type Word } from './command.ts';

const WHAT: readonly (readonly [RegExp, string])[] = [
  [/^\|&?$/, 'pipes'],
  [/^(?:&&|\|\|)$/, 'conditions'],
  [/^(?:[0-9]?>{1,2}|[0-9]?<|&>|<<|<<<)/, 'redirections'],
  [/^&$/, 'background jobs'],
  [/^(?:`|\$\()/, 'command substitution'],
];

/** systemd.service(5), command lines: no shell reads them. */
export const shellSyntax: AdviceRule = {
  id: 'shell-syntax',
  *check({ unit }) {
    const section = unit.type === 'socket' ? 'Socket' : 'Service';
    for (const setting of unit.all(section)) {
      if (!/^Exec[A-Z]/.test(setting.key)) continue;
      if (setting.key === 'ExecSearchPath' || setting.key === 'ExecPaths') continue;
      for (const command of commandsOf(setting.value)) {
        if (isShell(command)) continue;
        const found = shellWord(command);
        if (!found) continue;
        const fix = wrap(setting, command);
        yield {
          span: valueSpan(setting, found.word.from, found.word.to),
          message: `No shell reads this line: the program gets ${found.word.text} as an argument.`,
          detail: `systemd knows no ${found.what}. ${fix ? 'Let /bin/sh -c run the line.' : 'Put the line into a script and start that.'}`,
          fixes: fix ? [fix] : [],
        };
      }
    }
  },
};

function shellWord({ words }: Command): { word: Word; what: string } | undefined {
  for (const word of words.slice(1)) {
    if (word.quoted) continue;
    const what = WHAT.find(([pattern]) => pattern.test(word.text))?.[1];
    if (what) return { word, what };
  }
  return undefined;
}

function wrap(setting: Assignment, { prefix, from, to }: Command): SpanFix | undefined {
  // With @ the second word is the process's name; a continued line would be joined.
  if (prefix.includes('@') || setting.pieces.length > 1) return undefined;
  const line = setting.value.slice(from, to);
  return {
    title: "Run it with /bin/sh -c '…'",
    edits: [{ span: valueSpan(setting, from, to), text: `/bin/sh -c ${quoteWord(line)}` }],
  };
}
