/** `npm run bench`. Needs what `npm start` needs: the engine, the image, the built site. */
import { measureSandbox } from './sandbox.ts';

await measureSandbox();
