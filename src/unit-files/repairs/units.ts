import type { SpanFix } from '../rules/advice/advice.ts';
import { addSetting, removeSetting, setValue, UnitView } from '../rules/advice/unit-view.ts';
import { closest } from '../spelling.ts';
import { type Fault, mends, type Repair } from './fault.ts';

function viewOf({ workspace, document }: Fault): UnitView {
  return new UnitView(workspace.unit.name, document);
}

/** Offers what makes the fault go away and brings no other. */
function* proven(fault: Fault, repairs: Iterable<SpanFix | undefined>): Iterable<SpanFix> {
  for (const repair of repairs) if (repair && mends(fault, repair)) yield repair;
}

/** Writes a setting over the one there is, or adds it. */
function put(view: UnitView, section: string, key: string, value: string): SpanFix | undefined {
  const setting = view.last(section, key);
  return setting
    ? { ...setValue(setting, value), title: `Change to ${key}=${value}` }
    : addSetting(view, section, `${key}=${value}`);
}

/** The socket and the services there are do not fit each other. */
export const matchService: Repair = function* (fault) {
  const view = viewOf(fault);
  const accepts = view.boolean('Socket', 'Accept') === true;
  yield* proven(fault, [
    put(view, 'Socket', 'Accept', accepts ? 'no' : 'yes'),
    ...otherServices(fault, view),
  ]);
};

/** A service with another name: the one that is close, or the only one. */
function* otherServices({ workspace }: Fault, view: UnitView): Iterable<SpanFix | undefined> {
  const services = workspace.companions
    .map(({ name }) => name)
    .filter((name) => /^[^@/]+\.service$/.test(name));
  const wanted = view.value('Socket', 'Service') ?? view.name.replace(/socket$/, 'service');
  const named = closest(wanted, services) ?? (services.length === 1 ? services[0] : undefined);
  if (named !== undefined) yield put(view, 'Socket', 'Service', named);
}

/** Accept=yes together with what it excludes. */
export const chooseAccept: Repair = function* (fault) {
  const view = viewOf(fault);
  const service = view.last('Socket', 'Service');
  yield* proven(fault, [
    service && removeSetting(view, service),
    put(view, 'Socket', 'Accept', 'no'),
  ]);
};

/** Takes the marked setting away. */
export const removeIt: Repair = function* (fault) {
  const { item } = fault;
  if (item?.kind !== 'assignment') return;
  yield* proven(fault, [removeSetting(viewOf(fault), item)]);
};

/** A oneshot service that is to restart. */
export const chooseRestart: Repair = function* (fault) {
  const view = viewOf(fault);
  const restart = view.last('Service', 'Restart');
  yield* proven(fault, [
    put(view, 'Service', 'Restart', 'on-failure'),
    restart && removeSetting(view, restart),
  ]);
};

/** One command too many: several are for oneshot services. */
export const allowSeveral: Repair = function* (fault) {
  yield* proven(fault, [put(viewOf(fault), 'Service', 'Type', 'oneshot')]);
};

/** An old name of a setting. */
export const renewKey: Repair = function* (fault) {
  const { item, finding } = fault;
  const key = /Write ([A-Z]\w+)= instead/.exec(finding.detail ?? '')?.[1];
  if (item?.kind !== 'assignment' || key === undefined) return;
  yield* proven(fault, [
    { title: `Change to ${key}=`, edits: [{ span: item.keySpan, text: key }] },
  ]);
};

/** A word systemd still reads but no longer wants. */
export const renewWord = (word: string): Repair =>
  function* (fault) {
    const { item } = fault;
    if (item?.kind === 'assignment') yield* proven(fault, [setValue(item, word)]);
  };
