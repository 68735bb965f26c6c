/** Large files of the site, such as the machine that runs in a tab: fetched only when asked for. */
import { z } from 'zod/mini';

export const Artefact = z.strictObject({
  /** Relative to the manifest that lists it. */
  url: z.string().check(z.minLength(1)),
  /** Of its content, as the server sends it with Content-Encoding taken off; lower-case hex. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Size of that content. */
  bytes: z.int().check(z.positive()),
});
export type Artefact = Readonly<z.infer<typeof Artefact>>;
