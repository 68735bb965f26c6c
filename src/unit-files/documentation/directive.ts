/** What a directive means, in our own words. Checked against the manual page of its file. */
export interface DirectiveDoc {
  /** One to three sentences; code in backticks. */
  readonly text: string;
  /** As it would be written, or in words. */
  readonly default?: string;
  /** Where the type that follows from its value parser says too little. */
  readonly type?: string;
  /** What its values mean; every key is a value systemd takes. */
  readonly values?: Readonly<Record<string, string>>;
  /** Values worth offering for a directive whose values are endless, with what they are. */
  readonly examples?: Readonly<Record<string, string>>;
}

export type DirectiveDocs = Readonly<Record<string, DirectiveDoc>>;
