import type { WorkbenchExercise } from '../../src/schemas/workbench.ts';

export const SOCKET = '/etc/systemd/system/demo-echo.socket';
export const SERVICE = '/etc/systemd/system/demo-echo@.service';

/** An exercise of the shape the course has, for tests of the workbench. */
export const DEMO: WorkbenchExercise = {
  id: 'demo-echo',
  title: 'Echo over a socket',
  needs: [],
  socket: 'demo-echo.socket',
  files: [
    {
      path: SOCKET,
      start: null,
      solution: `[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=yes

[Install]
WantedBy=sockets.target
`,
    },
    {
      path: SERVICE,
      start: `[Unit]
Description=Demo echo, one connection

[Service]
ExecStart=/bin/cat
StandardInput=Socket
StandardOutput=socket
StandardError=journal
`,
      solution: `[Unit]
Description=Demo echo, one connection

[Service]
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal
`,
    },
  ],
  checks: [
    { id: 'units-load', title: 'Both unit files load' },
    { id: 'listening', title: 'Socket is listening' },
    { id: 'address', title: 'Only on 127.0.0.1:9091' },
    { id: 'instance', title: 'One instance per connection', anchor: 'where-cat-reads-from' },
    { id: 'echo', title: 'The line comes back', anchor: 'where-cat-reads-from' },
    { id: 'boot', title: 'Socket starts at boot' },
  ],
};
