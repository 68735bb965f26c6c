/** Path of the WebSocket of a learner's shared editor. */
export function editorPath(classId: string, learner: string): string {
  return `/api/class/classes/${encodeURIComponent(classId)}/learners/${encodeURIComponent(learner)}/editor`;
}
