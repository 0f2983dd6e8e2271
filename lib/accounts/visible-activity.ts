import type { ActivityView } from '#lib/accounts/schema.ts'
import { maskAddresses } from '#lib/platform/audit/mask-addresses.ts'
import { may, type Permission } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What entries tell of these is for whoever may read the thing itself. */
const readers = new Map<string, Permission>([
  ['delivery', 'delivery:read'],
  ['notification', 'delivery:read'],
  ['user', 'user:read'],
])

type Facts = Pick<ActivityView, 'detail' | 'before' | 'after'>

/**
 * An entry as its reader may see it: addresses, of mail too, are for those who see users, what was delivered for those who
 * see deliveries. That something happened, when and by whom, is for everybody.
 */
export function visibleActivity({ actor }: Pick<Ctx, 'actor'>, entry: ActivityView): ActivityView {
  const reader = readers.get(entry.entity_type)
  if (reader && !may(actor, reader)) return { ...entry, detail: {}, before: null, after: null }
  if (may(actor, 'user:read')) return entry
  const { detail, before, after } = entry
  return { ...entry, ...(maskAddresses({ detail, before, after }) as Facts) }
}
