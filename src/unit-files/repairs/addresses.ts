/** What an address for `Listen…=` may have been meant to be; whether systemd takes it is checked. */
export function* addressSpellings(text: string): Iterable<string> {
  const bare = text
    .replace(/^(?:tcp|udp|http|https|unix|inet|tcp4|tcp6)(?::\/\/|:(?=\/|\w|\[))/i, '')
    .replace(/(?<=[0-9])\/(?:tcp|udp)?$/i, '')
    .trim();
  yield bare;
  yield bare.replace(/^localhost(?=:)/i, '127.0.0.1');
  yield bare.replace(/^(?:ip6-localhost|ip6-loopback)(?=:)/i, '[::1]');
  yield bare.replace(/^\*?:(?=[0-9]+$)/, '');
  if (bare.includes('::')) yield bare.replace(/^([0-9a-f:]+):([0-9]+)$/i, '[$1]:$2');
  yield bare.replace(/^(\S+?)(?:\s*,\s*|\s+|\.)(?=[0-9]+$)/, '$1:');
  yield bare.replace(/^(\[[^\]]+\])(?=[0-9]+$)/, '$1:');
  yield bare.replace(/\s*:\s*/g, ':');
  yield bare.replace(/(?<=\]:[0-9]+)%(?=\w)/, '%%');
  if (/^(?:run|var|tmp|home|srv|opt|dev|etc)\//.test(bare)) yield `/${bare}`;
  else if (/^(?:\.\/)?[\w.-]*[a-z][\w.-]*$/i.test(bare) && /\.(?:sock|socket|fifo)$/.test(bare)) {
    yield `/run/${bare.replace(/^\.\//, '')}`;
  } else if (/^[\w.-]+\/[\w./-]+$/.test(bare)) yield `/${bare}`;
}
