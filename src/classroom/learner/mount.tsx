import { render } from 'preact';
import { browserStore } from '../../storage.ts';
import { ClassClient } from '../live/client.ts';
import { ClassBar } from './ClassBar.tsx';
import type { Membership } from './membership.ts';
import { forgetClass } from './membership.ts';
import '../form/form.css';
import './class-bar.css';

/** Puts the bar of the class into the page; it stays until the page is left. */
export function showClassBar(place: HTMLElement, membership: Membership, lesson: string): void {
  const client = new ClassClient(membership.class);
  const leave = () => {
    forgetClass(browserStore(() => localStorage));
    document.documentElement.removeAttribute('data-class');
    render(null, place);
  };
  document.documentElement.setAttribute('data-class', '');
  render(
    <ClassBar client={client} me={membership.learner} lesson={lesson} onGone={leave} />,
    place,
  );
}
