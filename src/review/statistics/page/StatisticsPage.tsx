import { useState } from 'preact/hooks';
import type { ServedCard } from '../../served.ts';
import type { Statistics } from '../statistics.ts';
import { Calendar } from './Calendar.tsx';
import { Figure, PlotFigure } from './Figure.tsx';
import { Leeches } from './Leeches.tsx';
import {
  answerTimePlot,
  buttonRows,
  buttonsPlot,
  difficultyPlot,
  forecastPlot,
  type Range,
  retentionPlot,
  retentionRows,
  retrievabilityPlot,
  stabilityPlot,
  timePlot,
} from './plots.ts';
import { count, duration, percent, things } from './words.ts';

interface Props {
  readonly figures: Statistics;
  readonly cards: ReadonlyMap<string, ServedCard>;
}

/** All figures; each says what it shows, and has its numbers behind it. */
export function StatisticsPage({ figures, cards }: Props) {
  const [range, setRange] = useState<Range>('month');
  const { forecast, calendar, retention, memory, time, buttons, today } = figures;
  const coming = forecast.due.reduce((sum, n) => sum + n, forecast.overdue);
  const soon = forecast.due.slice(0, 30).reduce((sum, n) => sum + n, 0);
  const spent = calendar.ms.reduce((sum, ms) => sum + ms, 0);
  const active = calendar.ms.filter((ms) => ms > 0).length;
  const { mean } = memory;
  const ungraded = mean === null;
  return (
    <>
      <header class="shead">
        <h1>Statistics</h1>
        <RangeChoice range={range} onChange={setRange} />
      </header>
      <Summary figures={figures} />
      {figures.answers === 0 && (
        <p class="note begin">
          No reviews yet. <a href="/review">Review your first cards</a>, and come back tomorrow.
        </p>
      )}
      <div class="figures">
        <PlotFigure
          id="forecast"
          title="Forecast"
          class="wide"
          says={
            `${things(soon, 'review')} in the next 30 days, ${count(coming)} in the next year` +
            `${forecast.overdue ? `; ${count(forecast.overdue)} are overdue and count for today` : ''}. New cards will add to it.`
          }
          plot={forecastPlot(figures, range)}
          empty={
            coming === 0
              ? 'Nothing is due. Cards you have reviewed show here when they come back.'
              : undefined
          }
        />
        <Calendar calendar={calendar} today={today} />
        <PlotFigure
          id="retention"
          title="True retention"
          says={retentionSays(figures)}
          plot={retentionPlot(retention, figures.desired)}
          table={retentionRows(retention)}
          empty={
            retention.length === 0
              ? 'Shows how many cards you recall days after you last saw them, beside what the schedule expects. It begins with the first review after a day or more.'
              : undefined
          }
        />
        <PlotFigure
          id="buttons"
          title="Answers"
          says="How often you choose each grade. Young cards were seen less than three weeks before, mature ones longer ago."
          plot={buttonsPlot(buttons)}
          table={buttonRows(buttons)}
          empty={figures.answers === 0 ? 'Shows how often you choose each grade.' : undefined}
        />
        <PlotFigure
          id="time"
          title="Time a day"
          says={`${duration(spent)} in the last year, ${duration(active ? spent / active : 0)} on a day with reviews.`}
          plot={timePlot(figures, range)}
          empty={spent === 0 ? 'Shows the minutes you spend on reviews.' : undefined}
        />
        <PlotFigure
          id="answer-time"
          title="Time a card"
          says={`Half of the answers took ${time.at(-1)?.median ?? 0} seconds or less in the last month with reviews.`}
          plot={answerTimePlot(time)}
          empty={
            time.length === 0 ? 'Shows how long an answer takes you, month by month.' : undefined
          }
        />
        <PlotFigure
          id="stability"
          title="Stability"
          class="third"
          says={`Days until the chance to recall a card falls to 90%. Mean: ${things(Math.round(mean?.stability ?? 0), 'day')}.`}
          plot={stabilityPlot(memory.stability)}
          empty={
            ungraded ? 'Shows how long your cards last. It grows with every recall.' : undefined
          }
        />
        <PlotFigure
          id="difficulty"
          title="Difficulty"
          class="third"
          says={`From 1, easy, to 10. Mean: ${(mean?.difficulty ?? 0).toFixed(1)}.`}
          plot={difficultyPlot(memory.difficulty)}
          empty={ungraded ? 'Shows which cards come hard to you.' : undefined}
        />
        <PlotFigure
          id="retrievability"
          title="Recall now"
          class="third"
          says={`Chance that you would recall a card now. Mean: ${percent(mean?.retrievability ?? 0)}.`}
          plot={retrievabilityPlot(memory.retrievability)}
          empty={ungraded ? 'Shows how much of it you would recall at this moment.' : undefined}
        />
        <Leeches leeches={figures.leeches} cards={cards} />
      </div>
    </>
  );
}

function retentionSays({ retention, desired }: Statistics): string {
  const sum = { asked: 0, recalled: 0 };
  for (const { young, mature } of retention) {
    sum.asked += young.asked + mature.asked;
    sum.recalled += young.recalled + mature.recalled;
  }
  const share = sum.asked ? sum.recalled / sum.asked : 0;
  return `${percent(share)} of ${things(sum.asked, 'review')} after a day or more were recalled; you want ${percent(desired)}.`;
}

function RangeChoice({ range, onChange }: { range: Range; onChange(range: Range): void }) {
  return (
    <fieldset class="range screen-only">
      <legend class="vh">Forecast and time over</legend>
      {(
        [
          ['month', '30 days'],
          ['year', '1 year'],
        ] as const
      ).map(([value, words]) => (
        <label key={value}>
          <input
            type="radio"
            name="range"
            value={value}
            checked={range === value}
            onChange={() => onChange(value)}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Summary({ figures }: { figures: Statistics }) {
  const { cards, answers } = figures;
  const facts = [
    ['Mature', cards.mature],
    ['Young', cards.young],
    ['Learning', cards.learning],
    ['New', cards.fresh],
    ['Locked', cards.locked],
    ['Suspended', cards.suspended],
    ['Answers', answers],
  ] as const;
  return (
    <dl class="facts-row num">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing can be shown. */
export function NoStatistics({ why }: { why: string }) {
  return (
    <>
      <h1>Statistics</h1>
      <Figure id="none" title="Statistics" says={why} />
    </>
  );
}
