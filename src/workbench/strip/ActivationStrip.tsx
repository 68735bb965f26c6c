import { Icon, type IconName } from '../icon.tsx';
import type { Station, Tone } from './stations.ts';

const LOOK: Readonly<Record<Tone, { icon: IconName; tint: string }>> = {
  idle: { icon: 'ring', tint: '' },
  busy: { icon: 'dot', tint: ' c-busy' },
  pass: { icon: 'pass', tint: ' c-pass' },
  warn: { icon: 'warn', tint: ' c-warn' },
  fail: { icon: 'fail', tint: ' c-fail' },
};

/** Client, socket, systemd, service: where the learner's own machine stands on the path. */
export function ActivationStrip({ stations }: { stations: readonly Station[] }) {
  return (
    <ol class="wb-strip" aria-label="Activation path in your machine">
      {stations.map(({ who, verb, what, named, state, tone }) => (
        <li key={who}>
          <span class="wb-who">
            {who}
            {verb && (
              <span class="wb-verb">
                {verb}
                <Icon name="chev" />
              </span>
            )}
          </span>
          <span class={`wb-what${named ? '' : ' wb-anyone'}`} title={named ? what : undefined}>
            {what}
          </span>
          <span class={`st${LOOK[tone].tint}`}>
            <Icon name={LOOK[tone].icon} />
            {state}
          </span>
        </li>
      ))}
    </ol>
  );
}
