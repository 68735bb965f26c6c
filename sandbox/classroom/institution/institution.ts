import * as client from 'openid-client';
import type { ClaimRule, InstitutionSettings } from './settings.ts';

export type InstitutionErrorCode =
  /** The person gave up, or what came back was not what this browser asked for. */
  | 'sign-in-failed'
  /** Signed in there, but not one who teaches. */
  | 'no-instructor'
  /** The provider does not answer, or not as one. */
  | 'institution-away';

/** `message` says what to do next. */
export class InstitutionError extends Error {
  override readonly name = 'InstitutionError';
  readonly code: InstitutionErrorCode;
  constructor(code: InstitutionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Somebody whom the institution vouches for. */
export interface Vouched {
  /** Issuer and subject: the same person at every sign-in. */
  readonly identity: string;
  /** As the institution writes it; undefined where it gives none. */
  readonly name: string | undefined;
}

/** How long somebody may take at the institution's own pages, ms. */
const FLOW_LIFE_MS = 10 * 60_000;
/** Sign-ins under way that are remembered; beyond, the oldest have to start again. */
const CROWD = 10_000;
/** Seconds that the provider's clock and ours may differ. */
const CLOCK_TOLERANCE_S = 60;
const ANSWER_WITHIN_S = 10;

interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly at: number;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Sign-in at an institution: OpenID Connect's authorisation code flow with PKCE, state and nonce.
 * What is under way belongs to one browser, in memory: after a restart one presses the button again.
 */
export class Institution {
  private readonly settings: InstitutionSettings;
  private readonly now: () => number;
  private readonly flows = new Map<string, Flow>();
  private discovered: Promise<client.Configuration> | undefined;

  /** `now` tells the time in ms. */
  constructor(settings: InstitutionSettings, now: () => number) {
    this.settings = settings;
    this.now = now;
  }

  get name(): string {
    return this.settings.name;
  }

  /**
   * Where to send the browser, which comes back to `redirectUri`. Throws InstitutionError
   * `institution-away`.
   */
  async begin(browser: string, redirectUri: string): Promise<URL> {
    const provider = await this.provider();
    const verifier = client.randomPKCECodeVerifier();
    const flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier,
      redirectUri,
      at: this.now(),
    };
    this.remember(browser, flow);
    return client.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: this.settings.scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Who came back with this query. Works once for each {@link begin} of the same browser. Throws
   * InstitutionError.
   */
  async finish(browser: string, query: URLSearchParams): Promise<Vouched> {
    const flow = this.flows.get(browser);
    this.flows.delete(browser);
    if (!flow || this.now() - flow.at > FLOW_LIFE_MS) throw failure.stale();
    const provider = await this.provider();
    const claims = await this.claimsOf(provider, flow, query).catch((error) => {
      throw translated(error, this.name);
    });
    if (!teaches(claims, this.settings.instructors)) throw failure.noInstructor(this.name);
    return { identity: `${claims.iss} ${claims.sub}`, name: nameIn(claims) };
  }

  private async claimsOf(
    provider: client.Configuration,
    { state, nonce, verifier, redirectUri }: Flow,
    query: URLSearchParams,
  ): Promise<Claims> {
    const url = new URL(redirectUri);
    url.search = query.toString();
    const tokens = await client.authorizationCodeGrant(provider, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims: Claims = { ...tokens.claims() };
    if (!provider.serverMetadata().userinfo_endpoint) return claims;
    // Most providers keep names and groups out of the ID token.
    const more = await client.fetchUserInfo(provider, tokens.access_token, String(claims.sub));
    return { ...more, ...claims };
  }

  private remember(browser: string, flow: Flow): void {
    this.flows.delete(browser);
    this.flows.set(browser, flow);
    const [oldest] = this.flows.keys();
    if (this.flows.size > CROWD && oldest !== undefined) this.flows.delete(oldest);
  }

  /** The provider's addresses and keys; a search that failed is tried again the next time. */
  private provider(): Promise<client.Configuration> {
    this.discovered ??= this.discover().catch((cause) => {
      this.discovered = undefined;
      throw failure.away(this.name, cause);
    });
    return this.discovered;
  }

  private discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    return client.discovery(
      issuer,
      clientId,
      {
        [client.clockTolerance]: CLOCK_TOLERANCE_S,
        // The clock that was passed in decides here too.
        [client.clockSkew]: Math.round((this.now() - Date.now()) / 1000),
      },
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      {
        timeout: ANSWER_WITHIN_S,
        ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
      },
    );
  }
}

function teaches(claims: Claims, rules: readonly ClaimRule[]): boolean {
  if (rules.length === 0) return true;
  return rules.some(({ claim, value }) => {
    // Whoever may write any address into their own profile could be anybody.
    if (claim === 'email' && claims.email_verified !== true) return false;
    const found = claims[claim];
    return Array.isArray(found) ? found.includes(value) : String(found) === value;
  });
}

function nameIn(claims: Claims): string | undefined {
  return [claims.name, claims.preferred_username]
    .filter((name) => typeof name === 'string')
    .find((name) => name.trim() !== '');
}

function translated(error: unknown, name: string): InstitutionError {
  // What the provider or the browser said was wrong, or the person pressed "Cancel" there.
  const said =
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    (error instanceof client.ClientError && REFUSED.has(error.code ?? ''));
  return said ? failure.refused(name, error) : failure.away(name, error);
}

/** Codes of openid-client for answers that are not the ones to our question. */
const REFUSED: ReadonlySet<string> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

const failure = {
  stale: () =>
    new InstitutionError(
      'sign-in-failed',
      'This sign-in was not begun in this browser, or longer than ten minutes ago. Begin again.',
    ),
  refused: (name: string, cause: unknown) =>
    new InstitutionError('sign-in-failed', `${name} did not complete the sign-in. Begin again.`, {
      cause,
    }),
  noInstructor: (name: string) =>
    new InstitutionError(
      'no-instructor',
      `${name} knows you, but not as somebody who teaches here. Ask the owner of this lab for an invitation.`,
    ),
  away: (name: string, cause: unknown) =>
    new InstitutionError(
      'institution-away',
      `${name} does not answer as it should. Try again in a minute, or sign in by a link from the owner of this lab.`,
      { cause },
    ),
};
