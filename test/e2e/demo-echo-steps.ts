/** The demo-echo exercise as its learner does it, on whatever machine the workbench has. */
import { SOCKET_UNIT, TEMPLATE_UNIT, type Workbench } from './bench-page.ts';

/** From a machine as the exercise starts to nine green checks. */
export async function solveDemoEcho(bench: Workbench): Promise<void> {
  await bench.runChecks();
  await bench.checksBecome(([first]) => first === 'fail');

  await bench.edit('demo-echo.socket', SOCKET_UNIT);
  await bench.save();
  await bench.edit('demo-echo@.service', TEMPLATE_UNIT);
  await bench.save();

  await bench.type('sudo systemctl daemon-reload');
  await bench.type('sudo systemctl enable --now demo-echo.socket');
  await bench.screenShows(/Created symlink/);
  await bench.type('systemctl show -p SubState demo-echo.socket');
  await bench.screenShows(/SubState=listening/);
  await bench.type("printf 'socket activation works\\n' | nc -N 127.0.0.1 9091");
  await bench.screenShows(/^socket activation works\s*$/m);

  await bench.runChecks();
  await bench.checksBecome((states) => states.every((state) => state === 'pass'));
}
