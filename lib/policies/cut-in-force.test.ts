import { expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { builtInSettings } from '#lib/policies/built-in.ts'
import { cutInForce } from '#lib/policies/cut-in-force.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'

const database = useTestDatabase()
useBoss(database)

const judged = { policy_version: 0, automatic_verdict: 'passed', band_text: null } as const

test('the cut is that of the policy that judged, not of a newer one', async () => {
  const ctx = await createCtx(database.db)
  const builtIn = builtInSettings()
  const settings = PolicySettings.parse({
    ...builtIn,
    auto_pass_confidence: 0.81,
    auto_fail_confidence: 0.72,
  })
  const { version } = await savePolicy(ctx, { scope: 'organization', settings, base_version: 0 })
  expect(await cutInForce(ctx, judged)).toBe(builtIn.auto_pass_confidence)
  expect(await cutInForce(ctx, { ...judged, policy_version: version })).toBe(0.81)
  const failed = { ...judged, policy_version: version, automatic_verdict: 'failed' } as const
  expect(await cutInForce(ctx, failed)).toBe(0.72)
})

test.each([
  ['nothing was judged', { ...judged, automatic_verdict: 'invalid' as const }],
  ['the version is not known here', { ...judged, policy_version: 999 }],
])('there is no one cut where %s', async (_, of) => {
  const ctx = await createCtx(database.db)
  expect(await cutInForce(ctx, of)).toBeNull()
})

test.each([
  ['fixed at 0.9: no reviews yet', 0.9],
  ['earned from 0.75: 0 errors in 1,200 reviews, at most 0.29 % wrong, within …', 0.75],
  ['suspended: 9 errors in 20 reviews, at least 12 % wrong, above …', 1.01],
  ['collecting reviews: 20 of 1,140 reviews, 0 errors, at most 14 % wrong so far', null],
])('a judgement tells the cut of its band: %s', async (told, cut) => {
  const ctx = await createCtx(database.db)
  const found = await cutInForce(ctx, { ...judged, band_text: told })
  expect(found).toBe(cut ?? builtInSettings().auto_pass_confidence)
})

test('the policy of another organization is not read', async () => {
  const [ctx, other] = [await createCtx(database.db), await createCtx(database.db)]
  const { version } = await savePolicy(ctx, {
    scope: 'organization',
    settings: PolicySettings.parse({ ...builtInSettings(), auto_pass_confidence: 0.6 }),
    base_version: 0,
  })
  expect(await cutInForce(other, { ...judged, policy_version: version })).toBeNull()
})
