import { parseBoolean } from './booleans.ts';
import { list, unknown } from './lists.ts';
import { notA, quoted } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { faultyWord } from './words.ts';

/** Controllers of DisableControllers= and Delegate=. */
export const CONTROLLERS =
  'cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind bpf-restrict-network-interfaces'.split(
    ' ',
  );

const controllerList = list(
  (setting, word, part) => {
    if (!CONTROLLERS.includes(word)) {
      unknown(setting, 'unknown-controller', 'a control group controller', word, part);
    }
  },
  { unquote: true },
  false,
);

/** Control groups can only be handed to services and scopes. */
function delegable(setting: Setting): boolean {
  const { type } = setting.unit.name;
  if (type === 'service' || type === 'scope') return true;
  setting.warn({
    id: 'unsupported-directive',
    message: `A ${type} unit can't use ${setting.key}=.`,
  });
  return false;
}

const delegate: ValueParser = (setting) => {
  if (delegable(setting) && parseBoolean(setting.value) === undefined) controllerList(setting);
};

const delegateSubgroup: ValueParser = (setting) => {
  const { value } = setting;
  if (!delegable(setting) || value === '') return;
  const reserved =
    /^(?:[_.]|cgroup\.)|\/|^(?:notify_on_release|release_agent|tasks)$/.test(value) ||
    value.length > 255 ||
    CONTROLLERS.some((controller) => value.startsWith(`${controller}.`));
  if (reserved) setting.warn(notA('bad-control-group', 'a name for a control group', value));
};

/** Whether one word of a list is a controller; others do not matter. */
function namesController(text: string): boolean {
  let found = false;
  const fault = faultyWord(text, (word) => {
    found ||= CONTROLLERS.includes(word);
    return true;
  });
  return found && !fault;
}

const disableControllers: ValueParser = (setting) => {
  if (setting.value !== '' && !namesController(setting.value)) {
    setting.warn({
      id: 'unknown-controller',
      message: `${quoted(setting.value)} names no control group controller.`,
    });
  }
};

export const controllerParsers: ValueParsers = {
  delegate,
  delegate_subgroup: delegateSubgroup,
  disable_controllers: disableControllers,
};
