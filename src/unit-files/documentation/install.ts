import type { DirectiveDocs } from './directive.ts';

/** systemd.unit(5), [Install]: read by `systemctl enable` and `disable`, never by the running unit. */
export const INSTALL: DirectiveDocs = {
  WantedBy: {
    text: 'Units that pull this one in once it is enabled, by a link in their `.wants/` directory. Sockets use `sockets.target`, services usually `multi-user.target`.',
    default: 'none',
  },
  RequiredBy: {
    text: 'Like `WantedBy=`, but as a requirement: the other unit fails to start when this one does.',
    default: 'none',
  },
  UpheldBy: {
    text: 'Units that keep this one running once it is enabled: when it stops, they start it again.',
    default: 'none',
  },
  Also: {
    text: 'Further units to enable and disable together with this one. A service often names its socket here.',
    default: 'none',
  },
  Alias: {
    text: 'Further names for this unit, made as links when it is enabled. They need the same ending, such as `.socket`.',
    default: 'none',
  },
  DefaultInstance: {
    text: 'The instance that is enabled when a template is enabled without one. Only in templates.',
    default: 'none',
    type: 'instance name',
  },
};
