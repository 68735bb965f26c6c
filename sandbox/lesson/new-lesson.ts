/**
 * The files of a new lesson, by their path in its folder: a small exercise that passes its replay
 * as it stands, to be rewritten part by part.
 */
export function newLesson(slug: string): Readonly<Record<string, string>> {
  const socket = `${slug}.socket`;
  const template = `${slug}@.service`;
  const units = 'etc/systemd/system';
  const socketFile = `[Socket]
ListenStream=/run/${slug}.sock
Accept=yes

[Install]
WantedBy=sockets.target
`;
  const templateFile = `[Service]
ExecStart=/bin/cat
StandardInput=socket
`;
  const start = `sudo systemctl daemon-reload
sudo systemctl enable --now ${socket}
`;
  return {
    'lesson.mdx': `---
title: One idea, as a sentence
summary: What is on this page, in one or two sentences.
minutes: 12
objectives:
  - say what the reader can do afterwards
---

## The idea {#idea}

One idea, something to predict before it is shown, and a machine to try it on.
`,
    'exercise.yaml': `id: ${slug}
title: What the learner builds
socket: ${socket}
files:
  - path: /${units}/${socket}
  - path: /${units}/${template}
checks:
  - id: verify
    title: Both unit files are sound
    kind: verify
    units: [${socket}, ${template}]
    anchor: idea
    when:
      - units: { ${template}: { LoadState: not-found } }
        hint: The template \`${template}\` is missing.
    hints:
      - systemd says itself what it does not understand. Run the command.
  - id: listening
    title: The socket listens
    kind: unit
    unit: ${socket}
    properties: { SubState: listening }
    needs: [verify]
    anchor: idea
    when:
      - observed: { ActiveState: inactive }
        hint: The socket is not started.
    hints:
      - Enabling and starting are two things.
  - id: echo
    title: What you send comes back
    kind: connect
    to: { unix: /run/${slug}.sock }
    needs: [listening]
    anchor: idea
    when:
      - units: { ${template}: { StandardInput: 'null' } }
        hint: '\`StandardInput=socket\` is missing from the template.'
    hints:
      - Where does \`cat\` read from?
`,
    [`solution/${units}/${socket}`]: socketFile,
    [`solution/${units}/${template}`]: templateFile,
    'solution/solve.sh': start,
    [`mistakes/no-template/${units}/${socket}`]: socketFile,
    'mistakes/no-template/run.sh': start,
    'mistakes/no-template/mistake.yaml': 'check: verify\nhint: is missing\n',
    [`mistakes/not-started/${units}/${socket}`]: socketFile,
    [`mistakes/not-started/${units}/${template}`]: templateFile,
    'mistakes/not-started/run.sh': start.replace('enable --now', 'enable'),
    'mistakes/not-started/mistake.yaml': 'check: listening\nhint: not started\n',
    [`mistakes/no-standard-input/${units}/${socket}`]: socketFile,
    [`mistakes/no-standard-input/${units}/${template}`]: templateFile.replace(
      'StandardInput=socket\n',
      '',
    ),
    'mistakes/no-standard-input/run.sh': start,
    'mistakes/no-standard-input/mistake.yaml':
      "check: echo\nhint: '`StandardInput=socket` is missing'\n",
    'outputs/commands.yaml': `- from: solution
  steps:
    - run: sudo systemctl daemon-reload
    - id: show
      run: systemctl show ${socket} -p Listen
`,
  };
}
