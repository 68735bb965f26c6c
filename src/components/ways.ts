import { HAS_BACKEND } from '../backend.ts';
import type { IconName } from './icons.ts';

/** A way into the course. */
export interface Way {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly href: string;
}

const ALL: readonly Way[] = [
  {
    icon: 'book',
    title: 'On your own',
    text: 'Read a page, do it on your machine, see the evidence. Stop when you like; your files stay.',
    action: 'Open the first exercise',
    href: '/learn/first-socket/demo-echo',
  },
  {
    icon: 'group',
    title: 'In a lab',
    text: 'Work with a group and an instructor, who sees your checks and looks at your machine only when you agree.',
    action: 'Join a lab',
    href: '/class/',
  },
  {
    icon: 'cards',
    title: 'With flashcards',
    text: 'A few minutes a day. Cards come back just before you would forget them.',
    action: 'Review your cards',
    href: '/review',
  },
];

export const WAYS = ALL.filter(({ href }) => HAS_BACKEND || href !== '/class/');
