/** Faults of single cards that take the language service to see. */
import type { DeckProblem, LoadedDeck } from '../../src/course/deck-files.ts';
import { repairTask } from '../../src/course/serve-cards.ts';
import { judgeRepair, repairWorkspace } from '../../src/review/repair.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';

const units = createUnitFiles({ version: 252 });

/** A file to repair must need it, and its solution must be one. */
export function lintCards({ file, deck, lineOf }: LoadedDeck): DeckProblem[] {
  return deck.cards.flatMap((card, index): DeckProblem[] => {
    if (card.kind !== 'fix') return [];
    const task = repairTask(card);
    const judge = (content: string) =>
      judgeRepair(task, content, units.verify(repairWorkspace(task, content)));
    const problems = judge(card.solution).problems.map((problem) => ({
      file,
      line: lineOf(['cards', index, 'solution']),
      message: `The solution of card ${card.id} is none. ${problem}`,
    }));
    if (!judge(card.content).ok) return problems;
    const message = `Card ${card.id} has nothing to repair: its file is valid and keeps what it must.`;
    return [...problems, { file, line: lineOf(['cards', index, 'content']), message }];
  });
}
