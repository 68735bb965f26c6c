/** What the workbench tells the learner: lines that stay until read, and words only spoken. */
import { signal } from '@preact/signals';

export interface Notice {
  /** A later notice with the same key takes the earlier one's place. */
  readonly key: string;
  readonly tone: 'info' | 'warn' | 'fail';
  readonly text: string;
}

export class Notices {
  readonly list = signal<readonly Notice[]>([]);
  /** Read out politely; the count makes the same words twice two announcements. */
  readonly spoken = signal<{ readonly text: string; readonly count: number }>({
    text: '',
    count: 0,
  });

  /** Shows a line; it is read out once. */
  show(notice: Notice): void {
    this.list.value = [...this.list.value.filter(({ key }) => key !== notice.key), notice];
    this.say(notice.text);
  }

  dismiss(key: string): void {
    if (!this.list.value.some((notice) => notice.key === key)) return;
    this.list.value = this.list.value.filter((notice) => notice.key !== key);
  }

  /** Speaks without showing. */
  say(text: string): void {
    this.spoken.value = { text, count: this.spoken.value.count + 1 };
  }
}
