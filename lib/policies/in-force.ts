import { z } from 'zod'

import { policyScopes } from '#db/enums.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import { builtInSettings, withServerSettings } from '#lib/policies/built-in.ts'

const Row = z.object({
  id: z.uuid(),
  scope: z.enum(policyScopes),
  subject: z.uuid().nullable(),
  version: z.number(),
  settings: PolicySettings.nullable(),
})
type Row = z.output<typeof Row>

type PolicyInForce = {
  source: (typeof policyScopes)[number] | 'built_in'
  id: string | null
  version: number
  settings: PolicySettings
}

/** The newest version of every scope of an organization. */
export type Policies = {
  of(place: { suiteId: string | null; caseId: string | null }): PolicyInForce
}

const key = (scope: string, subject: string | null) => `${scope} ${subject ?? ''}`

/** Reads all scopes at once: a run's items then need no statement of their own. */
export async function loadPolicies(db: Statements, organizationId: string): Promise<Policies> {
  const { rows } = await db.executeSql(
    `select distinct on (scope, suite_id, case_id) id, scope, coalesce(suite_id, case_id) as subject, version, settings
    from validation_policies where organization_id = $1::uuid
    order by scope, suite_id, case_id, version desc`,
    [organizationId],
  )
  const newest = new Map<string, Row>()
  for (const row of z.array(Row).parse(rows)) newest.set(key(row.scope, row.subject), row)
  return {
    of({ suiteId, caseId }) {
      const scopes = [
        caseId === null ? undefined : newest.get(key('case', caseId)),
        suiteId === null ? undefined : newest.get(key('suite', suiteId)),
        newest.get(key('organization', null)),
      ]
      const found = scopes.find((row) => row !== undefined && row.settings !== null)
      if (!found?.settings)
        return { source: 'built_in', id: null, version: 0, settings: builtInSettings() }
      const { id, scope, version, settings } = found
      return { source: scope, id, version, settings: withServerSettings(settings) }
    },
  }
}
