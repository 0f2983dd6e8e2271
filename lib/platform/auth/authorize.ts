import type { Role } from '#db/enums.ts'
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
  'token:write': read,
  'user:write': admin,
  'configuration:write': admin,
  'queue:write': admin,
  'integration:write': admin,
  'delivery:read': author,
  'delivery:write': admin,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export function may(actor: Actor, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(actor.role)
}

/** Throws `ForbiddenError` unless the actor's role carries the permission. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new ForbiddenError(permission, actor.role)
}
