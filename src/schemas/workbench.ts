/** What a lesson page hands to its workbench: plain data, complete at build time. */

/** A file the editor shows as a tab. */
interface WorkbenchFile {
  /** Absolute path on the learner's machine. */
  readonly path: string;
  /** What the exercise starts with; null when the learner creates the file. */
  readonly start: string | null;
  /** What a passing machine has there; null when the solution leaves the file alone. */
  readonly solution: string | null;
}

export interface WorkbenchCheck {
  readonly id: string;
  readonly title: string;
  /** Id of the element in the lesson that explains the check, without `#`. */
  readonly anchor?: string;
}

export interface WorkbenchExercise {
  readonly id: string;
  readonly title: string;
  /** Features the machine must enforce, as `Feature` in src/machine/machine.ts names them. */
  readonly needs: readonly string[];
  readonly files: readonly WorkbenchFile[];
  /** The socket unit whose activation path is drawn. */
  readonly socket?: string;
  readonly checks: readonly WorkbenchCheck[];
}

/** Keys of flashcards, as the review log has them. */
export interface WorkbenchCards {
  /** Cards of the lesson: solving the exercise opens them. */
  readonly lesson: readonly string[];
  /** By check: the cards, of any lesson, that are asked again when it fails. */
  readonly checks: Readonly<
    Record<string, readonly { readonly key: string; readonly lesson?: string }[]>
  >;
}

/** JSON-serialisable. */
export interface WorkbenchProps {
  /** Path of the lesson below `/learn/`, for example `first-socket/demo-echo`. */
  readonly lesson: string;
  readonly exercise: WorkbenchExercise;
  /** Paths of all lessons there are: a problem in the editor links to the one that explains it. */
  readonly lessons: readonly string[];
  /** None when absent. */
  readonly cards?: WorkbenchCards;
}
