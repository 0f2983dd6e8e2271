import type { Role, TokenScope } from '#db/enums.ts'
import type { Actor } from '#lib/platform/context.ts'
import { ForbiddenError } from '#lib/platform/errors.ts'

const read = ['admin', 'qa_engineer', 'reviewer', 'viewer'] as const
const author = ['admin', 'qa_engineer'] as const
const judge = ['admin', 'reviewer', 'qa_engineer'] as const
const admin = ['admin'] as const

/** What each role may do. A verb names one permission; nothing else decides. */
export const permissions = {
  'workspace:read': read,
  'suite:write': author,
  'target:write': author,
  'target:secrets': admin,
  'device-profile:write': author,
  'run:start': author,
  'run:cancel': author,
  'review:decide': judge,
  'policy:write': admin,
  'defect:write': author,
  'comment:write': judge,
  'account:write': read,
  'token:write': read,
  'user:read': admin,
  'user:write': admin,
  'configuration:write': admin,
  'queue:write': admin,
  'integration:write': admin,
  'delivery:read': author,
  'delivery:write': admin,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions
type Token = Extract<Actor, { kind: 'api_token' }>['token']

/**
 * The scopes of which an API token needs one for each permission, beside the role of the person it acts for. None: only
 * for people who have signed in, so that a token that got lost makes no other and changes no account.
 */
const scopesFor: Record<Permission, readonly TokenScope[]> = {
  'workspace:read': ['read'],
  'delivery:read': ['read'],
  'run:start': ['run'],
  'run:cancel': ['run'],
  'suite:write': ['import'],
  'target:write': ['import'],
  'device-profile:write': ['import'],
  'review:decide': ['review'],
  'defect:write': ['review'],
  'comment:write': ['review'],
  'delivery:write': ['webhook', 'admin'],
  'target:secrets': ['admin'],
  'policy:write': ['admin'],
  'user:read': ['admin'],
  'configuration:write': ['admin'],
  'queue:write': ['admin'],
  'integration:write': ['admin'],
  'account:write': [],
  'token:write': [],
  'user:write': [],
}

/** What CI and the clock may do: find what is to be tested, start its run, and end the run it replaces. */
const starters: readonly Permission[] = ['workspace:read', 'run:start', 'run:cancel']

const carries = (role: Role, permission: Permission) =>
  (permissions[permission] as readonly Role[]).includes(role)

function tokenRefusal({ name, scopes }: Token, permission: Permission): string | null {
  const wanted = scopesFor[permission]
  if (wanted.some((scope) => scopes.includes(scope))) return null
  const refused = `The API token ${name} may not ${permission}`
  return wanted.length === 0
    ? `${refused}: only somebody who has signed in may`
    : `${refused}: it needs the scope ${wanted.join(' or ')}`
}

/** Why the actor may not; null when it may. */
function refusalOf(actor: Actor, permission: Permission): string | null {
  switch (actor.kind) {
    case 'system':
      return null
    case 'webhook':
    case 'schedule':
      return starters.includes(permission) ? null : `A ${actor.kind} may not ${permission}`
    case 'user':
    case 'api_token':
      if (!carries(actor.role, permission)) return `The role ${actor.role} may not ${permission}`
      return actor.kind === 'user' ? null : tokenRefusal(actor.token, permission)
  }
}

export function may(actor: Actor, permission: Permission): boolean {
  return refusalOf(actor, permission) === null
}

/** Throws `ForbiddenError` unless the actor's role, and the scopes of its token, carry the permission. */
export function authorize(actor: Actor, permission: Permission): void {
  const refusal = refusalOf(actor, permission)
  if (refusal !== null) throw new ForbiddenError(refusal)
}
