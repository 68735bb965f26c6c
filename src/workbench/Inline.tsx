import { inlineParts } from '../components/lesson/inline-code.ts';

/** Text from data, with `code` in backticks. */
export function Inline({ text }: { text: string }) {
  return <>{inlineParts(text).map(({ text, code }) => (code ? <code>{text}</code> : text))}</>;
}
