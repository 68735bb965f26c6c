import type { TerminalLink } from '../../src/session/session.ts';
import { until } from '../sandbox/clock.ts';

/** A screen without pixels: it draws what comes, unless it is told not to. */
export class TestScreen {
  text = '';
  bytes = 0;
  attachments = 0;
  ended: string | undefined;
  private readonly link: TerminalLink;
  private decoder = new TextDecoder();
  private waiting: (() => void)[] = [];
  private draws = true;

  constructor(link: TerminalLink) {
    this.link = link;
    link.onAttached(() => {
      this.attachments += 1;
      this.text = '';
      this.decoder = new TextDecoder();
    });
    link.onOutput((data, drawn) => {
      this.bytes += data.length;
      this.text = (this.text + this.decoder.decode(data, { stream: true })).slice(-200_000);
      if (this.draws) drawn();
      else this.waiting.push(drawn);
    });
    link.onEnded((reason) => {
      this.ended = reason;
    });
  }

  set drawing(on: boolean) {
    this.draws = on;
    if (on) for (const drawn of this.waiting.splice(0)) drawn();
  }

  get undrawn(): number {
    return this.waiting.length;
  }

  type(text: string): void {
    this.link.write(new TextEncoder().encode(text));
  }

  async shows(wanted: string): Promise<void> {
    await until(() => this.text.includes(wanted));
  }
}
