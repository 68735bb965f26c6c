import { HAS_BACKEND } from '../backend.ts';

const LINKS = [
  { label: 'Course', href: '/', within: /^\/(?:$|learn\/|glossary|directives|commands)/ },
  { label: 'Review', href: '/review', within: /^\/review(?:\/|$)/ },
  { label: 'Labs', href: '/class/', within: /^\/class(?:\/|$)/ },
] as const;

/** The ways into the course that the bar of every page offers, and which of them a page belongs to. */
export const BAR_LINKS = LINKS.filter(({ href }) => HAS_BACKEND || href !== '/class/');
