/** The workbench alone in a page, over a fake machine that tests reach as `window.fake`. */
import { render } from 'preact';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/controls.css';
import '../../../src/styles/panels.css';
import '../../../src/styles/code.css';
import './page.css';
import Workbench from '../../../src/workbench/Workbench.tsx';
import { DEMO } from '../demo-exercise.ts';
import { FakeSessions } from '../fake-session.ts';

const bootMs = Number(new URLSearchParams(location.search).get('boot') ?? 300);
const fake = new FakeSessions({ exercise: DEMO, bootMs });
Object.assign(window, { fake });

const island = document.querySelector('#bench');
if (island) {
  render(
    <Workbench lesson="first-socket/demo-echo" exercise={DEMO} lessons={[]} sessions={fake} />,
    island,
  );
}
