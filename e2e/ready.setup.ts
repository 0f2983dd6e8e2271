import { mkdir, writeFile } from 'node:fs/promises'

import { z } from 'zod'

import { expect, test, unique } from '#e2e/fixtures.ts'
import {
  demoPassword,
  type Evidence,
  evidenceFile,
  people,
  readyFolder,
  sessionFile,
} from '#e2e/signed-in.ts'
import { importSuite, resultOf, runToEnd, simulatorTarget } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'

const Csrf = z.object({ csrfToken: z.string() })
/** Languages that the demo voice AI has learned to hear so far. */
const Health = z.object({ ears: z.array(z.string()) })

test.describe('signing in', () => {
  test.use({ person: null })
  for (const person of ['viewer', 'reviewer', 'qa', 'admin'] as const)
    test(`${person} signs in through NextAuth`, async ({ api }) => {
      const { csrfToken } = Csrf.parse(await (await api.get('/api/auth/csrf')).json())
      await api.post('/api/auth/callback/credentials', {
        form: { csrfToken, email: people[person], password: demoPassword(), json: 'true' },
      })
      const session: unknown = await (await api.get('/api/auth/session')).json()
      expect(session).toMatchObject({ user: { email: people[person] } })
      await mkdir(readyFolder, { recursive: true })
      await api.storageState({ path: sessionFile(person) })
    })
})

test('the demo voice AI hears', async ({ api }) => {
  test.setTimeout(150_000)
  const { endpoint } = await simulatorTarget(api)
  const ears = async () => {
    const response = await api.get(new URL('/health', endpoint).href)
    return Health.parse(await response.json()).ears
  }
  await expect.poll(ears, { timeout: 120_000 }).toContain('en')
})

test('a run by voice ends and is kept', async ({ api }) => {
  test.setTimeout(150_000)
  const name = unique('Shown on pages')
  const suite = await importSuite(api, suiteFile(name))
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'voice' })
  const target = (await simulatorTarget(api)).id
  const evidence: Evidence = { suite, target, run, ...(await resultOf(api, run, 'wrong-city')) }
  await writeFile(evidenceFile, JSON.stringify(evidence))
})
