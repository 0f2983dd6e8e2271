import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { github } from '#lib/engines/vendors/github/github.ts'
import { gitlab } from '#lib/engines/vendors/gitlab/gitlab.ts'
import { jenkins } from '#lib/engines/vendors/jenkins/jenkins.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'

const parse = (schema: z.ZodType, value: unknown) => schema.safeParse(value)

describe.each([
  ['github', github],
  ['gitlab', gitlab],
])('%s', (_kind, { config, secrets }) => {
  test('its settings have what other rooms read of every CI provider', () =>
    expect(CiSettings.parse(config.parse({}))).toEqual({
      commit_status: {
        enabled: true,
        context: 'continuous-integration/automated-testing',
        auto_update: true,
      },
      comment: { enabled: false },
    }))
  test('parsing them again changes nothing', () => {
    const once = config.parse({ commit_status: { context: 'voice' } })
    expect(config.parse(once)).toEqual(once)
  })
  test('every field of the form has a title', () => {
    for (const schema of [config, secrets]) {
      const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
      const untitled = Object.entries(properties).filter(
        ([, field]) => typeof field !== 'object' || field.title === undefined,
      )
      expect(untitled).toEqual([])
    }
  })
  test('a typing error in a group of settings is told', () =>
    expect(parse(config, { commit_status: { contxt: 'x' } }).success).toBe(false))
  test.each(['ftp://x.test', 'api', ''])('the address %j is refused', (base_url) =>
    expect(parse(config, { base_url }).success).toBe(false),
  )
})

test.each(['acme', 'acme/voice/x', 'acme/..', 'a b/c'])(
  'github: the repository %j is refused',
  (repository) => expect(parse(github.config, { repository }).success).toBe(false),
)
test.each(['short', 'whsec_', 'whsec_AAAA', `whsec_${'A'.repeat(43)}`])(
  'gitlab: the signing token %j is refused',
  (token) => expect(parse(gitlab.secrets, { signing_token: token }).success).toBe(false),
)
test('github: a key that is no key is refused', () =>
  expect(parse(github.secrets, { app_private_key: 'ssh-rsa AAAA' }).success).toBe(false))
test.each([{ webhook_secret: 'long enough' }, {}])('jenkins calls nothing: %j', async (secrets) => {
  const io = openTestIo('jenkins')
  expect(await jenkins.check({}, secrets, io)).toMatchObject({
    ok: true,
    detail: expect.stringContaining('Earshot calls nothing here') as string,
  })
  expect(io.exchanges()).toEqual([])
})
