/** What labs store, for how long, and who sees it: the page and this server say the same. */
export const PRIVACY = {
  stored: [
    { what: 'The name a learner typed', why: 'So that the instructor knows whom to help.' },
    { what: 'A hash of the return code', why: 'So that the learner can come back.' },
    {
      what: 'Checks, tries, hints, time with a machine',
      why: 'For the live grid and the results of the class.',
    },
    { what: 'Unit files', why: 'So that a lost machine can be restored with them.' },
    { what: 'Messages and raised hands', why: 'So that help can be read again.' },
    { what: 'Who looked at what, and when', why: 'So that the learner can see it.' },
  ],
  notStored: [
    'E-mail addresses',
    'Internet addresses',
    'What is typed or shown in a terminal, or in a shared editor before it is saved',
  ],
  keptFor:
    'Until the instructor deletes the class or the learner, or the days the class is kept after it was archived are over.',
} as const;
