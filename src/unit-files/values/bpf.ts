import { path } from './paths.ts';
import { notA } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

const BPF_HOOKS =
  'ingress egress sock_create sock_ops device bind4 bind6 connect4 connect6 post_bind4 post_bind6 sendmsg4 sendmsg6 sysctl recvmsg4 recvmsg6 getsockopt setsockopt'.split(
    ' ',
  );

/** BPFProgram=: `hook:/path`. */
const bpfProgram: ValueParser = (setting) => {
  if (setting.value === '') return;
  const reader = new WordReader(setting.value);
  const hook = reader.next({ separators: ':' });
  const { rest } = reader;
  if (typeof hook === 'string' || rest === '' || !BPF_HOOKS.includes(hook.text)) {
    setting.warn(notA('bad-bpf-program', 'a hook, a colon and a path', setting.value));
  } else {
    path(setting, rest);
  }
};

const bpfPrograms: ValueParser = (setting) => {
  if (setting.value !== '') path(setting, setting.value);
};

export const bpfParsers: ValueParsers = {
  bpf_foreign_program: bpfProgram,
  ip_filter_bpf_progs: bpfPrograms,
};
