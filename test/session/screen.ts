import type { TerminalLink } from '../../src/session/session.ts';

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
  private changed = () => {};

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
      this.changed();
    });
    link.onEnded((reason) => {
      this.ended = reason;
      this.changed();
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
    while (!this.text.includes(wanted)) {
      if (this.ended !== undefined) throw new Error(`It ended (${this.ended}) with ${this.text}`);
      await new Promise<void>((resolve) => {
        this.changed = resolve;
      });
    }
  }
}
