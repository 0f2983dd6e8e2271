import { test } from 'vitest'

import {
  caseOf,
  clientKey,
  defectOf,
  githubOf,
  profileOf,
  ruleOf,
  scheduleOf,
  secret,
  suiteOf,
  targetOf,
  triggerOf,
  userOf,
} from '#app/api/testing/audited-things.ts'
import { type AuditedRow, expectAudited, having, hidden } from '#app/api/testing/expect-audited.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { updateDefect } from '#lib/defects/update-defect.ts'
import { updateDeviceProfile } from '#lib/device-profiles/update-profile.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { issueHookAddress } from '#lib/integrations/hook-address.ts'
import { rotateSecret } from '#lib/integrations/rotate-secret.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import { muteRule } from '#lib/notifications/mute-rule.ts'
import { updateRule } from '#lib/notifications/update-rule.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'
import { updateSchedule } from '#lib/schedules/update-schedule.ts'
import { updateCase } from '#lib/suites/update-case.ts'
import { updateSuite } from '#lib/suites/update-suite.ts'
import { updateTarget } from '#lib/targets/update-target.ts'
import { setVariable } from '#lib/targets/variables.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'

const database = useTestDatabase()

const updates: AuditedRow[] = [
  [
    'suite.update',
    async (ctx) => updateSuite(ctx, await suiteOf(ctx), { name: 'Climate' }),
    { name: 'Weather' },
    { name: 'Climate' },
  ],
  [
    'case.update',
    async (ctx) => updateCase(ctx, await caseOf(ctx), { priority: 'critical' }),
    having({ priority: 'medium' }),
    having({ priority: 'critical' }),
  ],
  [
    'device-profile.update',
    async (ctx) => updateDeviceProfile(ctx, await profileOf(ctx), { seed: 2 }),
    having({ seed: 1, version: 1 }),
    having({ seed: 2, version: 2 }),
  ],
  [
    'target.update',
    async (ctx) =>
      updateTarget(ctx, await targetOf(ctx), {
        name: 'New',
        secrets: { client_id: secret, client_key: clientKey },
      }),
    having({ name: 'Old', version: 1, secrets: { client_id: null, client_key: null } }),
    having({
      name: 'New',
      version: 2,
      secrets: { client_id: `${hidden} (new)`, client_key: `${hidden} (new)` },
    }),
  ],
  [
    'variable.set',
    async (ctx) => {
      const target_id = await targetOf(ctx)
      await setVariable(ctx, { target_id, name: 'CITY', value: 'Rome', is_secret: false })
      await setVariable(ctx, { target_id, name: 'CITY', value: 'Oslo', is_secret: false })
    },
    { value: 'Rome' },
    { value: 'Oslo' },
  ],
  [
    'variable.set',
    async (ctx) => {
      const target_id = await targetOf(ctx)
      await setVariable(ctx, { target_id, name: 'PIN', value: `${secret} 1`, is_secret: true })
      await setVariable(ctx, { target_id, name: 'PIN', value: `${secret} 2`, is_secret: true })
    },
    { secret: hidden },
    { secret: `${hidden} (new)` },
  ],
  [
    'schedule.update',
    async (ctx) => updateSchedule(ctx, await scheduleOf(ctx), { cron: '0 5 * * *' }),
    { cron: '30 2 * * *' },
    { cron: '0 5 * * *' },
  ],
  [
    'integration.update',
    async (ctx) =>
      updateConnection(ctx, (await githubOf(ctx)).id, {
        name: 'Hub',
        secrets: { token: `${secret}-2` },
      }),
    having({ name: 'GitHub', secrets: { token: having({ set_at: hidden }) } }),
    having({ name: 'Hub', secrets: { token: having({ set_at: `${hidden} (new)` }) } }),
  ],
  [
    'integration.rotate_secret',
    async (ctx) =>
      rotateSecret(ctx, (await githubOf(ctx)).id, {
        field: 'webhook_secret',
        value: `${secret} 2`,
      }),
    having({ secrets: { webhook_secret: having({ set_at: hidden }) } }),
    having({ secrets: { webhook_secret: having({ set_at: `${hidden} (new)` }) } }),
  ],
  [
    'integration.issue_hook_address',
    async (ctx) => issueHookAddress(ctx, (await githubOf(ctx)).id),
    { has_hook_address: false },
    { has_hook_address: true },
  ],
  [
    'integration.set_triggers',
    async (ctx) => setTriggers(ctx, (await githubOf(ctx)).id, { rules: [await triggerOf(ctx)] }),
    { rules: [] },
    { rules: [having({ name: 'main' })] },
  ],
  [
    'notification_rule.update',
    async (ctx) => updateRule(ctx, await ruleOf(ctx), { is_enabled: false }),
    { is_enabled: true },
    { is_enabled: false },
  ],
  [
    'notification_rule.mute',
    async (ctx) => muteRule(ctx, await ruleOf(ctx), { until: '2999-01-01T00:00:00.000Z' }),
    { muted_until: null },
    { muted_until: '2999-01-01T00:00:00.000Z' },
  ],
  [
    'defect.update',
    async (ctx) => updateDefect(ctx, await defectOf(ctx), { severity: 'low', status: 'closed' }),
    having({ severity: 'high', status: 'open' }),
    having({ severity: 'low', status: 'closed' }),
  ],
  [
    'policy.save',
    async (ctx) => {
      const scope = { scope: 'organization' } as const
      const settings = (more = {}) => PolicySettings.parse(more)
      await savePolicy(ctx, { ...scope, base_version: 0, settings: settings() })
      await savePolicy(ctx, {
        ...scope,
        base_version: 1,
        settings: settings({ audit_share: 0.5 }),
      })
    },
    { audit_share: PolicySettings.parse({}).audit_share },
    { audit_share: 0.5 },
  ],
  [
    'user.update',
    async (ctx) => updateUser(ctx, await userOf(ctx), { role: 'reviewer', password: secret }),
    { role: 'viewer', password: hidden, password_due: false },
    { role: 'reviewer', password: `${hidden} (new)`, password_due: true },
  ],
]

test.each(updates)('%s keeps what it changed, and no secret', (...row) =>
  expectAudited(database.db, row),
)
