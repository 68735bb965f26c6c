import { allPass, type CheckBoard, countChecks } from '../checks/check-board.ts';
import { Icon } from '../icon.tsx';

/** Below the text on narrow screens: where the checks stand, and the way between text and bench. */
export function JumpBar({ board }: { board: CheckBoard }) {
  const { pass, fail, total } = countChecks(board);
  return (
    <nav class="wb-jump" aria-label="Lesson and workbench">
      <span class={`st${allPass(board) ? ' c-pass' : ''}`}>
        <Icon name={allPass(board) ? 'pass' : 'wait'} />
        <span>
          <b class="num">
            {pass} of {total}
          </b>{' '}
          pass
        </span>
      </span>
      {fail > 0 && (
        <span class="st c-fail wb-opt">
          <Icon name="fail" />
          {fail === 1 ? '1 fails' : `${fail} fail`}
        </span>
      )}
      <span class="wb-jump-to">
        <a class="btn btn-sm" href="#main">
          Read
        </a>
        <a class="btn btn-sm btn-main" href="#bench">
          Workbench
        </a>
      </span>
    </nav>
  );
}
