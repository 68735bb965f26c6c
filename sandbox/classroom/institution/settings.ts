/** How an institution's OpenID Connect provider is named in the environment. */

/** `claim` has, or is a list that has, this value. */
export interface ClaimRule {
  readonly claim: string;
  readonly value: string;
}

export interface InstitutionSettings {
  /** What the button says after "Sign in with". */
  readonly name: string;
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent for public clients, which prove themselves by PKCE alone. */
  readonly clientSecret?: string;
  readonly scope: string;
  /** One of them makes an instructor; without any, everybody the institution signs in is one. */
  readonly instructors: readonly ClaimRule[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_SCOPE and
 * OIDC_INSTRUCTORS. Undefined without OIDC_ISSUER. Throws an error that names the variable.
 */
export function readInstitution(env: Environment): InstitutionSettings | undefined {
  if (!env.OIDC_ISSUER) return undefined;
  const issuer = readIssuer(env.OIDC_ISSUER);
  if (!env.OIDC_CLIENT_ID) {
    throw new Error(
      'OIDC_ISSUER is set, OIDC_CLIENT_ID is not. Register the lab with the provider, then set both.',
    );
  }
  return {
    name: env.OIDC_NAME || issuer.host,
    issuer,
    clientId: env.OIDC_CLIENT_ID,
    ...(env.OIDC_CLIENT_SECRET ? { clientSecret: env.OIDC_CLIENT_SECRET } : {}),
    scope: env.OIDC_SCOPE || 'openid profile email',
    instructors: readRules(env.OIDC_INSTRUCTORS ?? ''),
  };
}

function readIssuer(text: string): URL {
  const issuer = URL.canParse(text) ? new URL(text) : undefined;
  if (issuer?.protocol === 'https:') return issuer;
  // What never leaves the machine needs no encryption: a provider on trial.
  if (issuer?.protocol === 'http:' && LOOPBACK.test(issuer.hostname)) return issuer;
  throw new Error(
    `OIDC_ISSUER is ${JSON.stringify(text)}; it has to be the provider's https address, for example https://login.school.example`,
  );
}

/** `groups=teachers,email=ines@school.example`, or `*`. Students have accounts there too, so silence is no consent. */
function readRules(text: string): readonly ClaimRule[] {
  if (text.trim() === '*') return [];
  const rules = text.split(',').flatMap((part) => {
    const [, claim, value] = /^\s*([^=\s]+)\s*=\s*(.+?)\s*$/.exec(part) ?? [];
    return claim && value ? [{ claim, value }] : [];
  });
  if (rules.length > 0 && rules.length === text.split(',').length) return rules;
  throw new Error(
    `OIDC_INSTRUCTORS is ${JSON.stringify(text)}; say who teaches: claim=value, several with commas, for example groups=teachers,email=ines@school.example; or * for everybody the provider signs in.`,
  );
}
