/** Where a machine can run, and which of the places an exercise gets. */
export type Place = 'server' | 'tab';

export interface Offer {
  /** What its machines can do. */
  readonly features: readonly string[];
}

/** What is known of each place: an offer, why there is none in words, or nothing yet. */
export type Offers = Readonly<Record<Place, Offer | string | undefined>>;

export interface Choice {
  readonly place: Place;
  /** Why it is not the place the learner prefers, or why there is no machine at all; in words. */
  readonly why?: string;
  readonly possible: boolean;
}

const isOffer = (offer: Offer | string | undefined): offer is Offer => typeof offer === 'object';

/** Whether machines at this place have all the exercise needs. */
export function serves(offers: Offers, place: Place, needs: readonly string[]): boolean {
  const offer = offers[place];
  return isOffer(offer) && needs.every((need) => offer.features.includes(need));
}

/** `preferred` is what the learner chose; without a choice the server's machines are the faster. */
export function choosePlace(
  offers: Offers,
  needs: readonly string[],
  preferred: Place | null,
): Choice {
  const first = preferred ?? 'server';
  const other: Place = first === 'server' ? 'tab' : 'server';
  if (serves(offers, first, needs)) return { place: first, possible: true };
  if (serves(offers, other, needs)) {
    if (preferred === null && !isOffer(offers[first])) return { place: other, possible: true };
    return { place: other, possible: true, why: whyNot(offers, first, needs) };
  }
  if (!isOffer(offers[first]) && !isOffer(offers[other])) {
    return { place: first, possible: false, why: whyNone(offers) };
  }
  const place = isOffer(offers[first]) ? first : other;
  return { place, possible: false, why: whyNot(offers, place, needs) };
}

/** Each place's reason, once where it is the same: either could be set right. */
function whyNone({ server, tab }: Offers): string {
  const reasons = [server, tab].filter((reason) => typeof reason === 'string');
  return [...new Set(reasons)].join(' ') || 'There is no machine on this site.';
}

/** What a machine with the feature does. */
const DOES: Readonly<Record<string, string>> = {
  'bpf-cgroup': 'enforces IPAddressDeny= and IPAccounting=',
  'cgroup-limits': 'enforces MemoryMax= and TasksMax=',
  seccomp: 'enforces SystemCallFilter= and RestrictAddressFamilies=',
  'sock-diag': 'tells how many may wait at a listening socket',
};

const WHERE: Readonly<Record<Place, string>> = {
  server: 'on this server',
  tab: 'in this tab',
};

function whyNot(offers: Offers, place: Place, needs: readonly string[]): string {
  const offer = offers[place];
  if (!isOffer(offer)) return offer ?? `There is no machine ${WHERE[place]}.`;
  const missing = needs.filter((need) => !offer.features.includes(need));
  const what = missing.map((need) => DOES[need] ?? `has ${need}`).join(' and ');
  return `This exercise needs a machine that ${what}, which one ${WHERE[place]} does not.`;
}
