import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'static',
  adapter: node({ mode: 'standalone' }),
  integrations: [mdx(), preact()],
  devToolbar: { enabled: false },
  // Inlined styles would have to be hashed into the content security policy page by page.
  build: { inlineStylesheets: 'never' },
});
