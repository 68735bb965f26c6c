/** The pages of the review part, in the order of its navigation. */
const REVIEW_LINKS = [
  { label: 'Review', href: '/review' },
  { label: 'Cards', href: '/review/cards' },
  { label: 'Statistics', href: '/review/statistics' },
  { label: 'Import and export', href: '/review/exchange' },
] as const;

export interface ReviewLink {
  readonly label: string;
  readonly href: string;
  /** True on the page itself. */
  readonly current: boolean;
}

/** The links whose page exists; `pages` are files below src/pages, for example `review/cards.astro`. */
export function reviewLinks(pages: readonly string[], pathname: string): ReviewLink[] {
  const here = pathname.replace(/\/$/, '');
  return REVIEW_LINKS.filter(({ href }) =>
    pages.some((page) => `/${page}`.replace(/(?:\/index)?\.astro$/, '') === href),
  ).map((link) => ({ ...link, current: link.href === here }));
}
