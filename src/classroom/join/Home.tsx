import { useEffect, useState } from 'preact/hooks';
import type { Joined, Me } from '../../schemas/classroom/people.ts';
import { browserStore } from '../../storage.ts';
import { Icon } from '../../workbench/icon.tsx';
import { classroom } from '../api.ts';
import { rememberClass } from '../learner/membership.ts';
import { Name } from '../Name.tsx';
import { useLoaded } from '../screen/loaded.tsx';
import { JoinForm } from './JoinForm.tsx';
import { MyLab } from './MyLab.tsx';
import { ReturnForm } from './ReturnForm.tsx';
import { WelcomeToLab } from './WelcomeToLab.tsx';

/** What a site says that has no server behind it, or one without labs. */
const NO_LABS: ReadonlySet<string> = new Set(['unknown-path', 'bad-answer']);

const store = browserStore(() => localStorage);

/** Where a learner comes into a lab, comes back to it, and finds it again. */
export function Home() {
  const me = useLoaded(classroom.me);
  const [joined, setJoined] = useState<Joined | null>(null);
  const code = codeFromAddress();
  useEffect(() => {
    const latest = me.value?.learner.at(-1);
    if (latest) rememberClass(store, latest);
  }, [me.value]);

  if (joined) return <WelcomeToLab joined={joined} />;
  if (me.trouble && NO_LABS.has(me.trouble.code)) return <NoLabs />;
  const classes = me.value?.learner ?? [];
  return (
    <main id="main" class="labs">
      <header>
        <h1>Labs</h1>
        <p class="lede">
          Do the course together with others. Your instructor sees how your checks stand and can
          help; what you type stays yours unless you agree to show it.
        </p>
      </header>
      {classes.map((each) => (
        <MyLab key={each.class} membership={each} onLeft={() => void me.reload()} />
      ))}
      <div class="labs-two">
        <section class="panel" aria-labelledby="join-h">
          <h2 id="join-h">Join a lab</h2>
          <JoinForm
            code={code}
            onJoin={async (typed, name) => {
              const answer = await classroom.join(typed, name);
              rememberClass(store, answer);
              setJoined(answer);
            }}
          />
        </section>
        <div class="labs-side">
          <section class="panel" aria-labelledby="back-h">
            <h2 id="back-h">Come back from another device</h2>
            <ReturnForm
              onReturn={async (typed) => {
                await classroom.comeBack(typed);
                await me.reload();
                window.scrollTo({ top: 0 });
              }}
            />
          </section>
          <Teaching me={me.value} />
        </div>
      </div>
      <section aria-labelledby="sees-h">
        <h2 id="sees-h">What your instructor sees</h2>
        <ul class="dots">
          <li>Your name, as you write it here.</li>
          <li>
            Which checks pass, how often one failed and what it found, and the hints you took.
          </li>
          <li>When you last did something, and how your machine is.</li>
          <li>
            Your files and your terminal only while you agree, and you can stop it at any time.
          </li>
        </ul>
        <p>
          <a href="/class/privacy/">What is kept, for how long, and how to have it erased</a>
        </p>
      </section>
    </main>
  );
}

function NoLabs() {
  return (
    <main id="main" class="labs narrow">
      <h1>Labs</h1>
      <p data-no-labs>
        There are no labs here: this copy of the course has no server that could bring people
        together. Lessons, machines in the browser and flashcards work all the same.
      </p>
      <p>
        <a class="btn" href="/">
          To the course
        </a>
      </p>
    </main>
  );
}

function Teaching({ me }: { me: Me | null }) {
  return (
    <section class="panel" aria-labelledby="teach-h">
      <h2 id="teach-h">
        <Icon name="group" /> For instructors
      </h2>
      {me?.account ? (
        <p>
          Signed in as <Name of={me.account.name} />. <a href="/class/teach/">Your classes</a>
        </p>
      ) : (
        <p>
          <a href="/class/sign-in/">Sign in</a> to make a class and to follow it.
        </p>
      )}
    </section>
  );
}

/** `/class/join#ABCD2345`: in the fragment, which no server log keeps. */
function codeFromAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1)).slice(0, 40);
  } catch {
    return '';
  }
}
