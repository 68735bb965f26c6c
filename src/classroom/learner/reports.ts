/** What a page has to tell its class, told until the class has it. */
import { SessionError } from '../../session/session.ts';
import type { ClassRequest } from '../live/client.ts';

/** Before what was not answered is told again, ms. */
const AGAIN_MS = 500;

export interface ReportsOptions {
  /** Resolves when the server has it. Throws SessionError. */
  readonly ask: (request: ClassRequest) => Promise<void>;
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * A connection that drops, or a server that begins anew, costs nothing: what may or may not have
 * arrived is told once more. So a report has to be such that telling it twice is the same as once.
 */
export class Reports {
  private readonly options: Required<ReportsOptions>;
  /** The newest report on each subject: it takes the place of those before. */
  private readonly untold = new Map<string, ClassRequest>();
  private telling = false;
  private over = false;

  constructor({ ask, pause = rest }: ReportsOptions) {
    this.options = { ask, pause };
  }

  tell(about: string, request: ClassRequest): void {
    this.untold.set(about, request);
    if (!this.telling) void this.tellAll();
  }

  dispose(): void {
    this.over = true;
  }

  private async tellAll(): Promise<void> {
    this.telling = true;
    while (!this.over) {
      const [next] = this.untold;
      if (!next) break;
      const [about, request] = next;
      if (await this.arrives(request)) {
        if (this.untold.get(about) === request) this.untold.delete(about);
      } else await this.options.pause(AGAIN_MS);
    }
    this.telling = false;
  }

  /** False when nobody knows. What is refused would be refused again. */
  private async arrives(request: ClassRequest): Promise<boolean> {
    try {
      await this.options.ask(request);
      return true;
    } catch (error) {
      return !(error instanceof SessionError && error.code === 'unanswered');
    }
  }
}

const rest = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));
