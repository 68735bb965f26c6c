import type { AdviceRule } from './advice.ts';
import { removeLines } from './unit-view.ts';

/** What is enabled is the socket; an instance is made for a connection and cannot start without one. */
export const templateEnabled: AdviceRule = {
  id: 'template-with-install',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'service' || !unit.isTemplate) return;
    const [socket] = around.socketsOf(unit);
    const install = unit.header('Install');
    const settings = unit.all('Install');
    const wanted = settings.find(({ key }) => key === 'WantedBy' || key === 'RequiredBy');
    const last = settings.at(-1);
    if (!socket || !install || !wanted || !last) return;
    const { text } = unit.document;
    const blank = /\n\n$/.test(text.slice(0, install.span.start)) ? 1 : 0;
    yield {
      span: { start: install.span.start, end: last.span.end },
      message: `This template is started by ${socket.name}; it is the socket you enable.`,
      detail:
        'An instance without a connection has nothing to serve and fails. Leave [Install] to the socket.',
      fixes:
        settings.length === 1
          ? [
              {
                title: 'Remove [Install]',
                edits: [
                  removeLines(text, { start: install.span.start - blank, end: last.span.end }),
                ],
              },
            ]
          : [],
    };
  },
};
