/** Markdown of cards to HTML: the same for the review page, other programs and the command line. */
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';

export async function cardMarkdown(): Promise<(markdown: string) => Promise<string>> {
  const markdown = await createSatteriMarkdownProcessor({
    syntaxHighlight: false,
    features: { smartPunctuation: false },
  });
  return async (text) => (await markdown.render(text)).code;
}
