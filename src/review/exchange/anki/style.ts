/** How our cards look in Anki: the page's colours, light and, under its night mode, dark. */
export default `.card {
  max-width: 42rem;
  margin: 0 auto;
  padding: 1rem;
  font: 1.0625rem/1.6 system-ui, sans-serif;
  text-align: left;
  color: #15181e;
  background: #ffffff;
}
.card pre, .card code {
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: 0.875em;
}
.card pre {
  padding: 0.75rem 1rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  background: #fbfcfd;
  border: 1px solid #d6dae1;
  border-radius: 3px;
}
.card hr { border: 0; border-top: 1px solid #d6dae1; }
.card .cloze { font-weight: 600; color: #1f4bb4; }
.card .file, .card .about { font-size: 0.875rem; color: #5a6271; }
.card .mine { padding-left: 0.75rem; border-left: 3px solid #7b8494; white-space: pre-wrap; }
.card .sec { color: #1f4bb4; font-weight: 600; }
.card .val { color: #0a6262; }
.card .spec { color: #7a3d8f; }
.card .com, .card .eq { color: #5a6271; }
.card.nightMode, .card.night_mode { color: #e9ebf0; background: #171b21; }
.nightMode pre, .night_mode pre { background: #12161b; border-color: #2d343f; }
.nightMode hr, .night_mode hr { border-color: #2d343f; }
.nightMode .cloze, .night_mode .cloze { color: #94b4ff; }
.nightMode .file, .nightMode .about, .night_mode .file, .night_mode .about { color: #98a1b0; }
.nightMode .sec, .night_mode .sec { color: #94b4ff; }
.nightMode .val, .night_mode .val { color: #7fd0cc; }
.nightMode .spec, .night_mode .spec { color: #d9a6ea; }
.nightMode .com, .nightMode .eq, .night_mode .com, .night_mode .eq { color: #98a1b0; }
`;
