import { z } from 'zod'

import { expect, test, unique } from '#e2e/fixtures.ts'
import { importSuite, simulatorTarget } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'

const Suites = z.object({ data: z.array(z.object({ name: z.string() })) })

const yaml = (name: string, text: string) => ({
  name,
  mimeType: 'application/yaml',
  buffer: Buffer.from(text),
})

test.describe('a malformed suite file', () => {
  test.use({ provokes: /status of 4(00|22)/ })

  test('is refused with file, line and field, and writes nothing', async ({ page, api }) => {
    const name = unique('Malformed')
    const lines = suiteFile(name).split('\n')
    const line = lines.findIndex((text) => text.includes('priority: high')) + 1
    const broken = lines.join('\n').replace('priority: high', 'priority: urgent')

    await page.goto('/suites')
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import suites' })
    await page.getByLabel('Suite file').setInputFiles(yaml('broken.suite.yaml', broken))
    const fault = dialog.getByRole('alert')
    await expect(fault).toContainText(new RegExp(`broken\\.suite\\.yaml:${line}(:\\d+)?`))
    await expect(fault).toContainText(/cases\W?0\W{0,2}priority/)
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()

    await page
      .getByLabel('Suite file')
      .setInputFiles(yaml('text.suite.yaml', 'suite: [never closed\ncases: {'))
    await expect(fault).toContainText(/text\.suite\.yaml:\d+/)

    const suites = Suites.parse(await (await api.get('/api/v1/suites?limit=200')).json())
    expect(suites.data.filter((suite) => suite.name === name)).toEqual([])

    await page.getByLabel('Suite file').setInputFiles(yaml('fixed.suite.yaml', suiteFile(name)))
    await expect(dialog.getByText('3 cases created')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeEnabled()
  })
})

test.describe('a target with a wrong key', () => {
  test.use({ person: 'admin' })

  test('says so when checked, and ends a run at once with the reason', async ({ page, api }) => {
    const name = unique('Wrong key')
    const { endpoint } = await simulatorTarget(api)

    await test.step('add it', async () => {
      await page.goto('/settings/targets')
      await page.getByRole('link', { name: 'Add target' }).first().click()
      await page.getByLabel('Name', { exact: false }).first().fill(name)
      await page.getByLabel('Connector').selectOption({ label: 'Houndify (SoundHound)' })
      await page.getByLabel('Endpoint').fill(endpoint)
      await page.getByLabel('Client ID').fill('nobody')
      await page.getByLabel('Client key').fill(Buffer.alloc(32, 7).toString('base64url') + '=')
      await page.getByRole('button', { name: 'Add target' }).click()
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    })

    await test.step('check it', async () => {
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await expect(
        page.getByRole('status').filter({ hasText: /check client id and client key/i }),
      ).toBeVisible()
    })

    await test.step('run against it', async () => {
      const suite = await importSuite(api, suiteFile(unique('Never spoken')))
      await page.goto(`/suites/${suite}`)
      await page.getByRole('button', { name: 'Start run' }).click()
      const dialog = page.getByRole('dialog', { name: 'Start run' })
      await dialog.getByLabel('Target').selectOption({ label: name })
      await dialog.getByRole('button', { name: 'Start run' }).click()
      await expect(page).toHaveURL(/\/runs\//)
      const reason = page.getByRole('alert').filter({ hasText: 'This run could not be judged' })
      await expect(reason).toContainText(/client id and client key/i, { timeout: 20_000 })
      await expect(page.getByText('Could not finish')).toBeVisible()
    })
  })
})
