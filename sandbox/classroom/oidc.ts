/** Sign-in with an institution, by OpenID Connect (authorisation code with PKCE). */
import * as client from 'openid-client';
import { ClassroomError } from './error.ts';

/** How long somebody may take at the institution, ms. */
const ATTEMPT_MS = 10 * 60_000;
const MOST_ATTEMPTS = 1_000;

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** For the button: "Sign in with NAME". */
  readonly name: string;
  /** Our own page that the institution leads back to. */
  readonly returnTo: string;
}

export interface Oidc {
  /** Where to send this browser. */
  start(browser: string): Promise<string>;
  /** Who it is, from the query the institution gave our page. Throws `sign-in-failed`. */
  finish(browser: string, query: string): Promise<{ identity: string; name: string }>;
}

interface Attempt {
  readonly browser: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly until: number;
}

export function openOidc(config: OidcConfig, now: () => number): Oidc {
  const attempts = new Map<string, Attempt>();
  let discovered: Promise<client.Configuration> | undefined;
  const discover = () => {
    const issuer = new URL(config.issuer);
    const plain = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {};
    discovered ??= client
      .discovery(issuer, config.clientId, config.clientSecret, undefined, plain)
      .catch((error: unknown) => {
        discovered = undefined;
        throw failed(error);
      });
    return discovered;
  };
  return {
    async start(browser) {
      const provider = await discover();
      for (const [state, { until }] of attempts) if (until <= now()) attempts.delete(state);
      if (attempts.size >= MOST_ATTEMPTS) throw failed(undefined);
      const verifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      attempts.set(state, { browser, verifier, nonce, until: now() + ATTEMPT_MS });
      return client.buildAuthorizationUrl(provider, {
        redirect_uri: config.returnTo,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }).href;
    },
    async finish(browser, query) {
      const url = new URL(config.returnTo);
      url.search = query;
      const state = url.searchParams.get('state') ?? '';
      const attempt = attempts.get(state);
      attempts.delete(state);
      // Begun in another browser: somebody may be trying to sign this one in as themselves.
      if (!attempt || attempt.browser !== browser || attempt.until <= now())
        throw failed(undefined);
      const provider = await discover();
      const tokens = await client
        .authorizationCodeGrant(provider, url, {
          pkceCodeVerifier: attempt.verifier,
          expectedState: state,
          expectedNonce: attempt.nonce,
        })
        .catch((error: unknown) => {
          throw failed(error);
        });
      const claims = tokens.claims();
      if (!claims) throw failed(undefined);
      const name = claims.name ?? claims.preferred_username ?? 'Instructor';
      return { identity: `${claims.iss} ${claims.sub}`, name: String(name) };
    },
  };
}

function failed(cause: unknown): ClassroomError {
  return new ClassroomError(
    'sign-in-failed',
    'Your institution did not confirm the sign-in, or it took too long. Start it again from the sign-in page.',
    { cause },
  );
}
