/** `npm run store -- backup FILE | owner-link`: for whoever runs the server, also while it runs. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { People } from '../classroom/people.ts';
import { readConfig } from '../config.ts';
import { openStore } from './open.ts';

const USAGE = `Usage:
  npm run store -- backup FILE    copies what labs remember into a new file
  npm run store -- owner-link     prints a new link that signs the owner in, for a day`;

const [command, file] = process.argv.slice(2);
try {
  const { sessionDir, databaseUrl, host, port } = readConfig(process.env);
  const store = await openStore({ file: join(sessionDir, 'classroom.sqlite'), url: databaseUrl });
  if (command === 'backup' && file) {
    await store.backup(file);
    console.log(
      `${file} holds what labs remember. To put it back, stop the server and copy it over.`,
    );
  } else if (command === 'owner-link') {
    const people = new People({
      store,
      now: Date.now,
      newId: () => randomBytes(16).toString('base64url'),
      random: randomBytes,
      oidc: null,
      joined: async () => {},
    });
    console.log(`http://${host}:${port}/class/sign-in/#${await people.ownerLink()}`);
  } else {
    console.error(USAGE);
    process.exitCode = 2;
  }
  await store.dispose();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
