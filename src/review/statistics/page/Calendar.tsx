import { useState } from 'preact/hooks';
import type { Calendar as Figures } from '../calendar.ts';
import { Figure, Numbers } from './Figure.tsx';
import { type CalendarDay, calendarWeeks } from './weeks.ts';
import { count, longDay, shortDay, things, weekday } from './words.ts';

const CELL = 12;
const GAP = 2;
const TOP = 16;

interface Props {
  readonly calendar: Figures;
  /** `2026-11-28` */
  readonly today: string;
}

/** The last year, a square a day. */
export function Calendar({ calendar, today }: Props) {
  const [reading, setReading] = useState('');
  const { counts, streak, longest } = calendar;
  const weeks = calendarWeeks(counts, weekday(today, 0));
  const active = counts.filter((n) => n > 0);
  const total = active.reduce((sum, n) => sum + n, 0);
  const says =
    `${things(total, 'review')} on ${active.length} of ${counts.length} days. ` +
    `In a row: ${things(streak, 'day')} now, ${count(longest)} at most.`;
  const half = Math.ceil(weeks.length / 2);
  return (
    <Figure
      id="calendar"
      title="Calendar"
      class="wide"
      says={says}
      empty={
        total === 0
          ? 'No reviews in the last year. Each day on which you review becomes a darker square here.'
          : undefined
      }
    >
      <div class="calendar" role="img" aria-label={`Calendar. ${says}`}>
        {[weeks.slice(0, half), weeks.slice(half)].map((part) => (
          <Weeks
            key={part[0]?.find(Boolean)?.ahead}
            weeks={part}
            columns={half}
            today={today}
            onPoint={setReading}
          />
        ))}
      </div>
      <div class="below">
        <p class="reading num" aria-hidden="true">
          {reading}
        </p>
        <p class="scale" aria-hidden="true">
          Fewer
          {[0, 1, 2, 3, 4].map((level) => (
            <i key={level} class={`l${level}`} />
          ))}
          More
        </p>
      </div>
      <Numbers of="Calendar" rows={rowsOf(weeks, today)} />
    </Figure>
  );
}

interface WeeksProps {
  readonly weeks: readonly (readonly (CalendarDay | null)[])[];
  /** Room, in weeks: both halves are drawn to the same scale. */
  readonly columns: number;
  readonly today: string;
  onPoint(reading: string): void;
}

function Weeks({ weeks, columns, today, onPoint }: WeeksProps) {
  const step = CELL + GAP;
  return (
    <svg viewBox={`0 0 ${columns * step} ${TOP + 7 * step}`} aria-hidden="true">
      {weeks.map((week, column) => {
        const first = week.find((day) => day !== null);
        if (!first) return null;
        return (
          <g key={first.ahead} transform={`translate(${column * step} 0)`}>
            {startsMonth(week, today) && column < weeks.length - 1 && (
              <text y="11">{shortDay(today, first.ahead + 6).split(' ')[0]}</text>
            )}
            {week.map(
              (day, row) =>
                day && (
                  <rect
                    key={row}
                    class={`l${day.level}`}
                    y={TOP + row * step}
                    width={CELL}
                    height={CELL}
                    rx="2"
                    onPointerEnter={() =>
                      onPoint(`${longDay(today, day.ahead)}: ${things(day.count, 'review')}`)
                    }
                    onPointerLeave={() => onPoint('')}
                  />
                ),
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** True for the week that holds the first of a month. */
function startsMonth(week: readonly (CalendarDay | null)[], today: string): boolean {
  return week.some((day) => day !== null && shortDay(today, day.ahead).endsWith(' 1'));
}

function rowsOf(weeks: readonly (readonly (CalendarDay | null)[])[], today: string) {
  return {
    head: ['Week from', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    body: weeks.map((week) => [
      shortDay(today, week.find((day) => day !== null)?.ahead ?? 0),
      ...week.map((day) => (day ? count(day.count) : '–')),
    ]),
  };
}
