/** Whether a backend stands behind the site: `npm run build:static` makes a folder of files without one. */
export const HAS_BACKEND = !import.meta.env.PUBLIC_STATIC;
