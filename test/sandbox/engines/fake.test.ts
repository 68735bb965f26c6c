import { FakeEngine, FakeHost } from '../../../sandbox/engines/fake.ts';
import { engineContract } from '../../engines/contract.ts';

const host = new FakeHost();
host.boot = () => new Promise((wake) => setTimeout(wake, 100));

engineContract('fake', async () => new FakeEngine(host));
