/** Request header in which the door tells a page its own path and query. */
export const pathHeader = 'x-path'

const nowhere = 'http://nowhere.invalid'

/**
 * Where to go after signing in: `next` when it is a path of this server, else the overview. Anything that a
 * browser would read as another origin (`//host`, `/\host`, `https:…`) is not.
 */
export function nextPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, nowhere)) return '/'
  const { origin, pathname, search } = new URL(next, nowhere)
  // The parsed path, not the text: it is what was checked. Dots can leave two slashes at its start.
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}` : '/'
}
