/** The package mirror this host itself uses, read from its apt (apt-get(8), indextargets). */
import { run } from '../../setup/command.mjs';

/** One line a package list: of which release, which part of it, and where it is from. */
const FORMAT = '$(CODENAME) $(COMPONENT) $(SITE)';

/**
 * Where the host has a release's own packages from, without its updates and security archive: those
 * have names of their own. Undefined when the host follows another release.
 */
export function mirrorOf(release: string, indexTargets: string): string | undefined {
  for (const line of indexTargets.split('\n')) {
    const [codename, component, site] = line.trim().split(/\s+/);
    if (codename === release && component === 'main' && /^https?:\/\//.test(site ?? ''))
      return site;
  }
  return undefined;
}

/** {@link mirrorOf} on this host. */
export async function hostMirror(release: string): Promise<string | undefined> {
  const listed = await run(['apt-get', 'indextargets', '--format', FORMAT, 'Created-By: Packages']);
  return listed.code === 0 ? mirrorOf(release, listed.output) : undefined;
}
