import { classroom } from '../api.ts';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { Name } from '../Name.tsx';
import { useLoaded } from '../screen/loaded.tsx';
import { LinkPanel } from './LinkPanel.tsx';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** The browsers an instructor is signed in with, another one, and the way out of all of them. */
export function AccountPanel({ name }: { name: string }) {
  const logins = useLoaded(classroom.logins);
  const { trouble, run } = useSubmitting();
  const leave = (how: () => Promise<unknown>, to: string) =>
    void run(async () => {
      await how();
      location.assign(to);
    });
  return (
    <>
      <LinkPanel
        id="device"
        title="Sign in on another device"
        act="Make a link for me"
        label="Open this link on your other device. It works once and is shown only now."
        make={classroom.deviceLink}
      />
      <section class="panel" aria-labelledby="account-h">
        <h2 id="account-h">Your account</h2>
        <p>
          Signed in as <Name of={name} />.
        </p>
        <ul class="dots" data-logins>
          {logins.value?.map(({ id, seenAt, here }) => (
            <li key={id}>
              {here ? 'This browser' : 'Another browser'}, last seen {WHEN.format(seenAt)}
            </li>
          ))}
        </ul>
        <p class="row">
          <button class="btn" type="button" onClick={() => leave(classroom.signOut, '/class/')}>
            Sign out
          </button>
          <button
            class="btn"
            type="button"
            onClick={() => leave(classroom.revokeLogins, '/class/sign-in/')}
          >
            Sign out everywhere
          </button>
        </p>
        <Trouble of={trouble} />
      </section>
    </>
  );
}
