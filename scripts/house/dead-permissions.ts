import type { Finding } from '#scripts/house/finding.ts'
import { delivered, type Sources } from '#scripts/house/sources.ts'

/** `authorize(ctx.actor, 'a:b')` and `may(actor, 'a:b')`; what the API documents (`permission:`) checks nothing. */
const check = /\b(?:authorize|may)\(/g

/** The arguments of the call whose opening parenthesis ends at `from`. */
function argumentsAt(text: string, from: number): string {
  let depth = 1
  let end = from
  for (; end < text.length && depth > 0; end++)
    depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
  return text.slice(from, end)
}

const askedIn = (text: string) =>
  [...text.matchAll(check)]
    .flatMap(({ index, 0: call }) => [
      ...argumentsAt(text, index + call.length).matchAll(/'([a-z-]+:[a-z-]+)'/g),
    ])
    .map(([, permission]) => permission)

/** Permissions that no verb and no page asks for. */
export function deadPermissions(sources: Sources, permissions: readonly string[]): Finding[] {
  const texts = delivered(sources, (path) => /^(app|components|lib|workers)\//.test(path))
  const asked = new Set(texts.flatMap(([, text]) => askedIn(text)))
  return permissions
    .filter((permission) => !asked.has(permission))
    .map((permission) => ({
      name: `permission ${permission}`,
      problem:
        'nothing checks it; check it in a verb or remove it from lib/platform/auth/authorize.ts',
    }))
}
