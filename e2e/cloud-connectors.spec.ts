import { expect, type Page, test, unique } from '#e2e/fixtures.ts'
import {
  dialogflowTarget,
  startFakeDialogflow,
} from '#lib/engines/connectors/testing/fake-dialogflow.ts'
import {
  fakeLexSecrets,
  lexTarget,
  startFakeLex,
} from '#lib/engines/connectors/testing/fake-lex.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

const answer = { text: 'It is noon.', intent: 'TimeQuery', entities: {}, memory: null }
const nobody = (): never => {
  throw new Error('nobody is spoken to')
}
/** Checks are in text: nothing is heard or said. */
const mind: FakeMind = {
  ...{ answer: () => answer, follow: () => answer },
  ...{ hear: nobody, speak: nobody, close: async () => undefined },
}

/** Adds a target by its form and checks it. */
async function addAndCheck(page: Page, connector: string, fields: Record<string, string>) {
  const name = unique(connector)
  await page.goto('/settings/targets/new')
  await page.getByLabel('Name', { exact: false }).first().fill(name)
  await page.getByLabel('Connector').selectOption({ label: connector })
  await page.getByText('Advanced settings').click()
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: false }).first()
    if (label === 'Transport') await field.selectOption(value)
    else await field.fill(value)
  }
  await page.getByRole('button', { name: 'Add target' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'It is noon.' })).toBeVisible({
    timeout: 30_000,
  })
}

test.describe('targets of the large clouds', () => {
  test.use({ person: 'admin' })

  test('a bot of Lex is added, and answers when it is checked', async ({ page }) => {
    const peer = await startFakeLex(mind)
    try {
      const { region, bot_id, endpoint } = lexTarget(peer.url)
      await addAndCheck(page, 'Amazon Lex V2', {
        Region: region,
        'Bot id': bot_id,
        Endpoint: endpoint,
        'Access key id': fakeLexSecrets.access_key_id,
        'Secret access key': fakeLexSecrets.secret_access_key,
        'Session token': fakeLexSecrets.session_token,
      })
    } finally {
      await peer.close()
    }
  })

  for (const transport of ['grpc', 'rest'] as const)
    test(`an agent of Dialogflow is added, and answers over ${transport}`, async ({ page }) => {
      const peer = await startFakeDialogflow(mind)
      try {
        const { project_id, location, agent_id, endpoint } = dialogflowTarget(peer[transport])
        await addAndCheck(page, 'Google Dialogflow CX', {
          Project: project_id,
          Location: location,
          Agent: agent_id,
          Transport: transport,
          Endpoint: endpoint,
          'Service account key': peer.secrets().service_account,
        })
      } finally {
        await peer.close()
      }
    })
})
