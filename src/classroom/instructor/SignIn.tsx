import { useEffect, useState } from 'preact/hooks';
import { MAX_NAME } from '../../schemas/classroom/people.ts';
import { classroom } from '../api.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { useLoaded } from '../screen/loaded.tsx';

/**
 * `#TOKEN` of a link made for one use. It is used by a press of the button, never by opening the
 * page: programs that look at links in mail would use it up.
 */
export function SignIn() {
  const me = useLoaded(classroom.me);
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const { busy, trouble, run } = useSubmitting();
  const institution = useSubmitting();
  const oidc = me.value?.oidc ?? null;
  useEffect(() => {
    const answer = location.search.slice(1);
    if (!new URLSearchParams(answer).has('state')) return;
    // It works once: reloading the page must not send it again.
    history.replaceState(null, '', location.pathname);
    void institution.run(async () => {
      await classroom.institutionDone(answer);
      location.replace('/class/teach/');
    });
  }, []);
  return (
    <main id="main" class="labs narrow">
      <header>
        <h1>Sign in to teach</h1>
        <p class="lede">
          Learners need no account: they <a href="/class/">join with a code</a>.
        </p>
      </header>
      {oidc !== null && (
        <section class="panel" aria-labelledby="oidc-h">
          <h2 id="oidc-h">With your institution</h2>
          <p>
            <button
              class="btn btn-main"
              type="button"
              data-action="oidc"
              aria-disabled={institution.busy}
              onClick={() =>
                void institution.run(async () => location.assign(await classroom.institution()))
              }
            >
              {institution.busy ? 'One moment' : `Sign in with ${oidc}`}
            </button>
          </p>
          <Trouble of={institution.trouble} />
        </section>
      )}
      <section class="panel" aria-labelledby="link-h">
        <h2 id="link-h">With a link</h2>
        <form
          class="cform"
          data-form="sign-in"
          onSubmit={(event) => {
            event.preventDefault();
            void run(async () => {
              await classroom.signIn(token.trim(), name.trim() || undefined);
              // The used token leaves the address and the history.
              location.replace('/class/teach/');
            });
          }}
        >
          <Field
            label="Code of the link"
            hint="The part after # in the link. The first start of the server prints one for its owner; owners invite others."
          >
            {(attributes) => (
              <input
                {...attributes}
                name="token"
                class="mono"
                value={token}
                required
                maxLength={200}
                autoComplete="off"
                spellcheck={false}
                onInput={({ currentTarget }) => setToken(currentTarget.value.replace(/^.*#/, ''))}
              />
            )}
          </Field>
          <Field label="Your name" hint="What learners read beside your messages.">
            {(attributes) => (
              <input
                {...attributes}
                name="name"
                value={name}
                maxLength={MAX_NAME}
                autoComplete="name"
                onInput={({ currentTarget }) => setName(currentTarget.value)}
              />
            )}
          </Field>
          <Trouble of={trouble} />
          <p>
            <button
              class={oidc === null ? 'btn btn-main' : 'btn'}
              type="submit"
              aria-disabled={busy}
            >
              {busy ? 'Signing in' : 'Sign in'}
            </button>
          </p>
        </form>
      </section>
    </main>
  );
}
