/** Replays a long log away from the page: see kept.ts. */
import { sendKept } from './kept.ts';
import { openReviewStore } from './store.ts';

openReviewStore()
  .then((store) => sendKept(store, (message) => postMessage(message)))
  .catch(reportError);
