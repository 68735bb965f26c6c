/** The icons of the installed site, made from the favicon: on a ground of its own, any theme. */
import favicon from '../public/favicon.svg?raw';

/** Room around the mark, in its own units of 22: launchers cut a circle out of a maskable icon. */
const MARGINS = { icon: 3, 'icon-maskable': 8 } as const;

export function getStaticPaths() {
  return Object.entries(MARGINS).map(([icon, margin]) => ({ params: { icon }, props: { margin } }));
}

export function GET({ props }: { props: { margin: number } }): Response {
  const { margin } = props;
  const side = 22 + 2 * margin;
  const mark = favicon
    .replace(/<style>.*<\/style>/, '')
    .replace('<svg ', `<svg x="${margin}" y="${margin}" width="22" height="22" `);
  return new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/>${mark}</svg>`,
    { headers: { 'Content-Type': 'image/svg+xml' } },
  );
}
