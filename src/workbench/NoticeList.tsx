import type { Bench } from './bench.ts';
import { Icon, type IconName } from './icon.tsx';
import { OfflineNotice } from './machine/OfflineNotice.tsx';
import { TimeNotice } from './machine/TimeNotice.tsx';
import type { Notice, Notices } from './notices.ts';

const LOOK: Readonly<Record<Notice['tone'], IconName>> = {
  info: 'info',
  warn: 'warn',
  fail: 'fail',
};

/** What the learner should know, until they put it away. */
export function NoticeList({ bench }: { bench: Bench }) {
  const { notices } = bench;
  return (
    <div class="wb-notices">
      <TimeNotice bench={bench} />
      {bench.places && <OfflineNotice bench={bench} offline={bench.places.offline} />}
      {notices.list.value.map(({ key, tone, text }) => (
        <div class={`wb-notice ${tone}`} key={key} data-notice={key}>
          <Icon name={LOOK[tone]} />
          <p>{text}</p>
          <button
            class="iconbtn"
            type="button"
            aria-label="Dismiss"
            onClick={() => notices.dismiss(key)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Read out, not seen. A key that changes makes the same words an announcement again. */
export function Spoken({ notices }: { notices: Notices }) {
  const { text, count } = notices.spoken.value;
  return (
    <p class="vh" role="status" data-spoken>
      <span key={count}>{text}</span>
    </p>
  );
}
