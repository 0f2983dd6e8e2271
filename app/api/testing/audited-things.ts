import { createSuiteFixture, createTargetFixture, createUser } from '#db/testing/factories.ts'
import { recordFailures } from '#lib/defects/record-failures.ts'
import { createDeviceProfile } from '#lib/device-profiles/create-profile.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { createSchedule } from '#lib/schedules/create-schedule.ts'
import { CreateScheduleInput } from '#lib/schedules/schema.ts'

/** Never to be found in the log. */
export const secret = 'a-secret-that-nobody-may-read'
/** As Houndify's keys are: 64 bytes. */
export const clientKey = Buffer.from(secret.repeat(3).slice(0, 64))
  .toString('base64url')
  .padEnd(88, '=')

export const caseOf = async (ctx: Ctx) => (await createSuiteFixture(ctx)).cases[0]?.id ?? ''

export const suiteOf = async (ctx: Ctx) =>
  (await createSuiteFixture(ctx, { name: 'Weather' })).suite.id

export const targetOf = async (ctx: Ctx) => (await createTargetFixture(ctx, { name: 'Old' })).id

export const userOf = async (ctx: Ctx) =>
  (await createUser(ctx.db, { id: ctx.organizationId }, 'viewer')).id

const hookOf = (ctx: Ctx) =>
  createConnection(ctx, {
    kind: 'webhook',
    name: 'Hook',
    config: { url: 'https://hook.example.test/in' },
    secrets: { signing_secret: `whsec_${Buffer.from(secret).toString('base64')}` },
  })

export const githubOf = (ctx: Ctx) =>
  createConnection(ctx, {
    kind: 'github',
    name: 'GitHub',
    config: { repository: 'acme/voice' },
    secrets: { token: secret, webhook_secret: secret },
  })

export const profileOf = async (ctx: Ctx) =>
  (await createDeviceProfile(ctx, { name: 'Car', settings: { speed: { factor: 1.1 } }, seed: 1 }))
    .id

export const ruleOf = async (ctx: Ctx) => {
  const { id } = await hookOf(ctx)
  return (await createRule(ctx, { event: 'test_failure', integration_id: id })).id
}

const scheduleInput = async (ctx: Ctx) => {
  const { suite } = await createSuiteFixture(ctx)
  const target = await createTargetFixture(ctx)
  const request = { suite_ids: [suite.id], target: target.name, mode: 'text' }
  return CreateScheduleInput.parse({ name: 'Nightly', cron: '30 2 * * *', request })
}

export const scheduleOf = async (ctx: Ctx) =>
  (await createSchedule(ctx, await scheduleInput(ctx))).id

export const defectOf = async (ctx: Ctx) => {
  const failure = { caseId: await caseOf(ctx), caseName: 'Weather', language: 'en-US' }
  const how = { blame: 'content', validator: 'response', reason: 'wrong', executionIds: [] }
  const recorded = await recordFailures(ctx, [{ ...failure, ...how, priority: 'high' }], new Date())
  return recorded[0]?.defect.id ?? ''
}

export async function triggerOf(ctx: Ctx) {
  const suites = [await suiteOf(ctx)]
  return { name: 'main', events: ['push' as const], suites, target: await targetOf(ctx) }
}
