import { test } from 'vitest'

import {
  caseOf,
  clientKey,
  githubOf,
  profileOf,
  ruleOf,
  scheduleOf,
  secret,
  suiteOf,
  targetOf,
} from '#app/api/testing/audited-things.ts'
import { type AuditedRow, expectAudited, having, hidden } from '#app/api/testing/expect-audited.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createApiToken, revokeApiToken } from '#lib/accounts/api-tokens.ts'
import { createUser } from '#lib/accounts/create-user.ts'
import { deleteDeviceProfile } from '#lib/device-profiles/delete-profile.ts'
import { deleteConnection } from '#lib/integrations/delete-connection.ts'
import { deleteRule } from '#lib/notifications/delete-rule.ts'
import { deleteSchedule } from '#lib/schedules/delete-schedule.ts'
import { createSuite } from '#lib/suites/create-suite.ts'
import { deleteCase } from '#lib/suites/delete-case.ts'
import { deleteSuite } from '#lib/suites/delete-suite.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { deleteTarget } from '#lib/targets/delete-target.ts'
import { deleteVariable, setVariable } from '#lib/targets/variables.ts'

const database = useTestDatabase()

const makes: AuditedRow[] = [
  ['suite.create', (ctx) => createSuite(ctx, { name: 'New' }), null, having({ name: 'New' })],
  [
    'target.create',
    (ctx) =>
      createTarget(ctx, {
        name: 'New',
        connector: 'houndify',
        config: { endpoint: 'http://127.0.0.1:9/v1' },
        secrets: { client_id: secret, client_key: clientKey },
      }),
    null,
    having({ name: 'New', secrets_set: ['client_id', 'client_key'] }),
  ],
  ['device-profile.create', profileOf, null, having({ name: 'Car', seed: 1 })],
  ['schedule.create', scheduleOf, null, having({ name: 'Nightly' })],
  ['integration.create', githubOf, null, having({ name: 'GitHub' })],
  ['notification_rule.create', ruleOf, null, having({ event: 'test_failure' })],
  [
    'user.create',
    (ctx) =>
      createUser(ctx, {
        email: `new-${ctx.organizationId}@example.test`,
        name: 'New',
        role: 'viewer',
        password: secret,
      }),
    null,
    having({ name: 'New', role: 'viewer' }),
  ],
  [
    'token.create',
    (ctx) => createApiToken(ctx, { name: 'CI', scopes: ['run'] }),
    null,
    having({ name: 'CI', scopes: ['read', 'run'] }),
  ],
]

const ends: AuditedRow[] = [
  [
    'suite.delete',
    async (ctx) => deleteSuite(ctx, await suiteOf(ctx)),
    having({ name: 'Weather' }),
    null,
  ],
  [
    'case.delete',
    async (ctx) => deleteCase(ctx, await caseOf(ctx)),
    having({ id: 'current-weather', priority: 'medium' }),
    null,
  ],
  [
    'device-profile.delete',
    async (ctx) => deleteDeviceProfile(ctx, await profileOf(ctx)),
    having({ name: 'Car' }),
    null,
  ],
  [
    'target.delete',
    async (ctx) => deleteTarget(ctx, await targetOf(ctx)),
    having({ name: 'Old' }),
    null,
  ],
  [
    'variable.delete',
    async (ctx) => {
      const target_id = await targetOf(ctx)
      await setVariable(ctx, { target_id, name: 'PIN', value: secret, is_secret: true })
      await deleteVariable(ctx, target_id, 'PIN')
    },
    { name: 'PIN', is_secret: true, secret: hidden },
    null,
  ],
  [
    'schedule.delete',
    async (ctx) => deleteSchedule(ctx, await scheduleOf(ctx)),
    having({ name: 'Nightly' }),
    null,
  ],
  [
    'integration.delete',
    async (ctx) => deleteConnection(ctx, (await githubOf(ctx)).id),
    having({ name: 'GitHub' }),
    null,
  ],
  [
    'notification_rule.delete',
    async (ctx) => deleteRule(ctx, await ruleOf(ctx)),
    having({ event: 'test_failure' }),
    null,
  ],
  [
    'token.revoke',
    async (ctx) => revokeApiToken(ctx, (await createApiToken(ctx, { name: 'CI' })).id),
    having({ name: 'CI' }),
    null,
  ],
]

test.each([...makes, ...ends])('%s keeps what it made or removed, and no secret', (...row) =>
  expectAudited(database.db, row),
)
