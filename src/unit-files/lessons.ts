/** Lesson that explains a diagnostic or a directive, by module and lesson folder without numbers. */
const LESSONS = {
  units: 'orientation/units',
  status: 'orientation/status-and-journal',
  twoFiles: 'first-socket/two-files',
  demoEcho: 'first-socket/demo-echo',
  listenStream: 'first-socket/listenstream',
  enable: 'first-socket/enable-and-start',
  templates: 'accept-yes/templates',
  standardInput: 'accept-yes/standard-input',
  cost: 'accept-yes/cost-and-isolation',
  oneService: 'accept-no/one-service',
  whoAccepts: 'accept-no/who-accepts',
} as const;

type Topic = keyof typeof LESSONS;

const BY_ID: Readonly<Record<string, Topic>> = {
  'instance-without-connection': 'standardInput',
};

/** Slug of the lesson on a diagnostic, for example `accept-yes/standard-input`. */
export function lessonOf(id: string): string | undefined {
  const topic = BY_ID[id];
  return topic && LESSONS[topic];
}

const BY_DIRECTIVE: Readonly<Record<string, Topic>> = {};

/** Slug of the lesson that teaches a directive. */
export function lessonOfDirective(section: string, key: string): string | undefined {
  const topic = BY_DIRECTIVE[`${section}.${key}`];
  return topic && LESSONS[topic];
}
