/**
 * Shows a field's explanation beside it while it is pointed at or focused. The text stands below
 * anyway; this brings it to where the eyes are (WCAG 2.2, 1.4.13: it can be pointed at, stays until
 * it is left, and Escape dismisses it).
 */
const SELECTOR = '[data-explained-by]';
const EDGE = 8;

export function explainFields(document: Document): void {
  const tip = document.createElement('div');
  tip.className = 'field-tip';
  tip.popover = 'manual';
  // The same words are read out through the link's description.
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  let shown: { field: Element; row: HTMLElement } | undefined;

  const hide = () => {
    if (!shown) return;
    delete shown.row.dataset.pointed;
    shown = undefined;
    tip.hidePopover();
  };
  const show = (field: Element) => {
    if (shown?.field === field) return;
    hide();
    const row = document.getElementById(field.getAttribute('data-explained-by') ?? '');
    const says = row?.querySelector('dd');
    if (!row || !says) return;
    row.dataset.pointed = '';
    tip.replaceChildren(...[...says.childNodes].map((node) => node.cloneNode(true)));
    tip.showPopover();
    place(tip, field.getBoundingClientRect());
    shown = { field, row };
  };

  for (const field of document.querySelectorAll(SELECTOR)) {
    const row = document.getElementById(field.getAttribute('data-explained-by') ?? '');
    const says = row?.querySelector('dd');
    if (!says) continue;
    says.id = `${row?.id}-says`;
    field.setAttribute('aria-describedby', says.id);
  }
  const fieldAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest(SELECTOR) : null;
  document.addEventListener('pointerover', (event) => {
    const field = fieldAt(event.target);
    if (field) show(field);
    else if (!(event.target instanceof Node && tip.contains(event.target))) hide();
  });
  document.addEventListener('focusin', (event) => {
    const field = fieldAt(event.target);
    if (field?.matches(':focus-visible')) show(field);
    else hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  // Focus may scroll the page to its field, so scrolling moves the words along instead of hiding them.
  const follow = () => {
    if (shown) place(tip, shown.field.getBoundingClientRect());
  };
  document.addEventListener('scroll', follow, { capture: true, passive: true });
}

/** Below the field, or above where there is no room; always on the screen. */
function place(tip: HTMLElement, field: DOMRect): void {
  tip.style.left = '0';
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(field.left, document.documentElement.clientWidth - width - EDGE);
  const below = field.bottom + height <= innerHeight - EDGE;
  tip.style.left = `${Math.max(EDGE, left)}px`;
  tip.style.top = `${below ? field.bottom : field.top - height}px`;
}
