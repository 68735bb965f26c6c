/** Replays a long log away from the page: see kept.ts. */
import { sendKept } from './kept.ts';
import { openReviewStore } from './store.ts';

const store = await openReviewStore();
await sendKept(store, (message) => postMessage(message));
store.dispose();
