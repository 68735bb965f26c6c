import { absentAddress } from './absent-address.ts';
import type { AdviceRule } from './advice.ts';
import { bindsItself, shellHidesDescriptors } from './binds-itself.ts';
import { cannotAccept } from './cannot-accept.ts';
import { unknownCapability } from './capabilities.ts';
import { socketStartsService, socketStopsWithService } from './coupling.ts';
import { fileSettingWithoutFile } from './file-settings.ts';
import { inlineComment } from './inline-comment.ts';
import { instanceWithoutConnection } from './instance-without-connection.ts';
import { listenersCollide } from './listeners-collide.ts';
import { misplacedSetting } from './misplaced-setting.ts';
import { serviceWaitsForNetwork, socketWaitsForNetwork } from './network-order.ts';
import { overriddenSetting } from './overridden-setting.ts';
import { openToAll, privilegedPort } from './ports.ts';
import { programMissing, sudoInService } from './programs.ts';
import { instanceRestarts } from './restarts.ts';
import { severalListeners } from './several-listeners.ts';
import { shellSyntax } from './shell-syntax.ts';
import { socketForLateTarget, socketWithoutInstall } from './socket-install.ts';
import { errorsToClient, replyLost } from './standard-streams.ts';
import { swallowedSetting } from './swallowed-setting.ts';
import { unknownTarget } from './targets.ts';
import { templateEnabled } from './template-enabled.ts';
import { flushWithAccept, limitWithoutInstances } from './unused-with-accept.ts';

/** Every advice rule. A new one is a file beside this, a line here, a lesson and a test. */
export const RULES: readonly AdviceRule[] = [
  instanceWithoutConnection,
  severalListeners,
  cannotAccept,
  bindsItself,
  shellHidesDescriptors,
  limitWithoutInstances,
  flushWithAccept,
  listenersCollide,
  absentAddress,
  privilegedPort,
  openToAll,
  fileSettingWithoutFile,
  misplacedSetting,
  socketStartsService,
  socketStopsWithService,
  socketWaitsForNetwork,
  serviceWaitsForNetwork,
  socketWithoutInstall,
  socketForLateTarget,
  unknownTarget,
  unknownCapability,
  templateEnabled,
  replyLost,
  errorsToClient,
  instanceRestarts,
  shellSyntax,
  programMissing,
  sudoInService,
  inlineComment,
  swallowedSetting,
  overriddenSetting,
];
