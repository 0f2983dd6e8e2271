import type { ActivityView } from '#lib/accounts/schema.ts'
import { maskAddresses } from '#lib/platform/audit/mask-addresses.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What entries tell of these is for whoever may read the thing itself. */
const deliveries = new Set(['delivery', 'notification'])

type Facts = Pick<ActivityView, 'detail' | 'before' | 'after'>

/**
 * An entry as its reader may see it: e-mail addresses are for those who see users, what was delivered for those who see
 * deliveries. That something happened, when and by whom, is for everybody.
 */
export function visibleActivity({ actor }: Pick<Ctx, 'actor'>, entry: ActivityView): ActivityView {
  const { detail, before, after }: Facts =
    deliveries.has(entry.entity_type) && !may(actor, 'delivery:read')
      ? { detail: {}, before: null, after: null }
      : entry
  if (may(actor, 'user:write')) return { ...entry, detail, before, after }
  const facts = maskAddresses({ detail, before, after }) as Facts
  return { ...entry, ...facts }
}
