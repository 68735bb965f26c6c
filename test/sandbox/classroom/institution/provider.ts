import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';

export interface Person {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export const CLIENT = { id: 'lab', secret: 'a secret of the lab and its provider' };
export const BACK = 'http://127.0.0.1:9/class/sign-in/';

/** A real OpenID Connect provider on a loopback port; whoever is `here` signs in without a form. */
export class TestProvider {
  here: Person | 'cancels' = { sub: 'ines', name: 'Ines Okafor' };
  issuer = '';
  /** Where it sends browsers back to; the only address it knows of the lab. */
  back = BACK;
  private readonly server = createServer();

  async open(idTokenSeconds = 3600, port = 0): Promise<this> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    const address = this.server.address();
    this.issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const provider = new Provider(this.issuer, this.configuration(idTokenSeconds));
    // A lab under test has a port that is known only after the provider's start.
    provider.Client.prototype.redirectUriAllowed = (uri: string) => uri === this.back;
    const answer = provider.callback();
    this.server.on('request', async (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return answer(request, response);
      const result =
        this.here === 'cancels'
          ? { error: 'access_denied', error_description: 'The person pressed Cancel.' }
          : { login: { accountId: this.here.sub } };
      await provider.interactionFinished(request, response, result);
    });
    return this;
  }

  /** What the browser does between being sent there and coming back: the query it comes back with. */
  async visit(start: URL): Promise<URLSearchParams> {
    const jar = new Map<string, string>();
    let at = start;
    for (let step = 0; step < 10; step += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const one of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        jar.set(name, value);
      }
      const next = response.headers.get('location');
      if (!next) throw new Error(`${at} answers ${response.status}: ${await response.text()}`);
      at = new URL(next, at);
      if (at.href.startsWith(this.back)) return at.searchParams;
    }
    throw new Error('The provider never sends the browser back.');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private configuration(idTokenSeconds: number): Configuration {
    return {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [BACK] }],
      cookies: { keys: ['one key that signs'] },
      claims: { profile: ['name', 'groups'], email: ['email', 'email_verified'] },
      ttl: { IdToken: () => idTokenSeconds },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => (this.here === 'cancels' ? { sub: id } : { ...this.here, sub: id }),
      }),
      async loadExistingGrant({ oidc }) {
        const accountId = oidc.session?.accountId;
        if (!oidc.client || !accountId) return undefined;
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    };
  }
}
