/** Makes the site installable. Both icons are drawings, so one file serves every size. */
export function GET(): Response {
  return new Response(
    JSON.stringify({
      id: '/',
      name: 'Socket Activation Lab',
      short_name: 'Socket Lab',
      description:
        'Learn systemd socket activation on a real machine: lessons, checks and flashcards.',
      lang: 'en',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#f4f5f7',
      theme_color: '#1f4bb4',
      icons: [
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        { src: '/icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
      ],
      shortcuts: [{ name: 'Review cards', url: '/review/' }],
    }),
    { headers: { 'Content-Type': 'application/manifest+json' } },
  );
}
