// @ts-check
import { SetupError } from './failure.mjs';
import {
  installCommand,
  installSystemPackages,
  missingPackages,
  packageManager,
} from './system-packages.mjs';

/**
 * Sees to it that the host has what is needed: installs it as root on Debian and Ubuntu, and
 * elsewhere says what to run.
 *
 * @param {import('./system-packages.mjs').Need[]} needs
 * @param {(what: string) => void} say
 * @param {string[]} [further] commands to name besides, where nothing can be installed here
 * @throws {SetupError}
 */
export async function provide(needs, say, further = []) {
  const packages = missingPackages(needs);
  if (packages.length === 0) return;
  const manager = packageManager();
  if (manager === 'apt' && process.getuid?.() === 0) {
    say(`installing ${packages.join(', ')}`);
    await installSystemPackages(packages);
    return;
  }
  const command = installCommand(manager, packages);
  const unmet = needs.filter((need) => missingPackages([need]).length > 0);
  const what = unmet.map((need) => need.what).join(', ');
  throw new SetupError(
    'not-installed',
    command
      ? `This host lacks ${what}. Run this, then start again:\n\n${[`sudo ${command}`, ...further].map((line) => `  ${line}`).join('\n')}\n${
          manager === 'apt' ? '' : '\nPackage names may differ on your distribution.\n'
        }`
      : `This host lacks ${what}. Install what Debian calls ${packages.join(', ')} with your distribution’s package manager, then start again.`,
  );
}
