import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { offline } from './src/offline/integration.ts';
import { withoutBackend } from './src/without-backend.ts';

export default defineConfig({
  output: 'static',
  adapter: node({ mode: 'standalone' }),
  publicDir: './src/public',
  integrations: [
    mdx(),
    preact(),
    ...(process.env.PUBLIC_STATIC ? [withoutBackend()] : []),
    offline(),
  ],
  devToolbar: { enabled: false },
  // The content security policy is `script-src 'self'`: nothing may be inlined into a page.
  build: { inlineStylesheets: 'never' },
  vite: {
    build: {
      assetsInlineLimit: 0,
      // Astro marks every MDX module with a directive of its own, and takes it out again later.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
  // Unit files are coloured by src/components/UnitFile.astro; Shiki's inline colours know one theme.
  // Headings that checks and lessons point at keep their id when the words change: ## Words {#id}
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ features: { headingAttributes: true } }),
  },
});
