import { deliverPush, notifyOfBuild } from '#e2e/deliver.ts'
import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectAccessible, expectGoodLooks } from '#e2e/look.ts'
import { importSuite } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { startFakeSlack } from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** Opens the form of a new connection of a kind. */
async function choose(page: Page, label: string): Promise<void> {
  await page.goto('/settings/integrations/new')
  await page.getByRole('main').getByRole('link', { name: label, exact: true }).click()
  await expect(heading(page, `Connect ${label}`)).toBeVisible()
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Connection name' })

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` })
  await dialog.getByRole('textbox').fill('something else')
  await dialog.getByRole('button', { name: 'Delete connection' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('This is not the name of the connection')
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Delete connection' }).click()
  await expect(heading(page, 'Integrations')).toBeVisible()
  await expect(page.getByRole('link', { name })).toHaveCount(0)
}

test.describe('an administrator', () => {
  test.use({ person: 'admin' })

  test('connects GitHub, says what starts runs, follows deliveries, rotates and deletes', async ({
    page,
    api,
  }) => {
    test.setTimeout(240_000)
    const tokens = { ghp_journey: { login: 'octocat', push: true, scopes: 'repo' } }
    const peer = await FakeGithub.start({ tokens })
    // The peer refuses whom it does not know; otherwise the checks below would prove nothing.
    expect((await fetch(`${peer.url}/user`)).status).toBe(401)
    const name = unique('GitHub of a journey')
    const suite = unique('Started by a push')
    await importSuite(api, suiteFile(suite))
    let secret = ''
    let address = ''

    await test.step('errors lose nothing that was typed', async () => {
      await choose(page, 'GitHub')
      await nameField(page).fill(name)
      await page.getByLabel('API address').fill(peer.url)
      await page.getByLabel('Repository', { exact: true }).fill('not a repository')
      await page.getByLabel('Token', { exact: true }).fill('ghp_journey')
      await page.getByRole('button', { name: 'Generate Webhook secret' }).click()
      secret = await page.getByRole('textbox', { name: 'Webhook secret' }).inputValue()
      expect(secret).toMatch(/^[\w-]{43}$/)
      await expectGoodLooks(page)
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await expect(page.getByRole('alert').filter({ hasText: 'owner/name' })).toBeVisible()
      await expect(page.getByLabel('Repository', { exact: true })).toBeFocused()
      await expect(nameField(page)).toHaveValue(name)
      await expect(page.getByLabel('Token', { exact: true })).toHaveValue('ghp_journey')
      await page.getByLabel('Repository', { exact: true }).fill('acme/voice')
      await page.getByRole('button', { name: 'Save and go on' }).click()
    })

    await test.step('the address and the secret can be copied to GitHub', async () => {
      await expect(page.getByText('Payload URL')).toBeVisible()
      const text = await page.getByText('/api/webhooks/ci-cd?connection=').innerText()
      const url = new URL(text)
      address = `${url.pathname}${url.search}`
      await expect(page.getByText(secret)).toBeVisible()
      await expect(page.getByText('Pull requests', { exact: true })).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Go on to the test' }).click()
    })

    await test.step('the test shows what the provider answers', async () => {
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await expect(page.getByRole('region', { name: 'Reply of the provider' })).toContainText(
        'octocat',
      )
      await expectAccessible(page)
      await page.getByRole('link', { name: 'Say what starts runs' }).click()
      await expect(heading(page, name)).toBeVisible()
      await expect(page.getByRole('main').getByText('connected', { exact: true })).toBeVisible()
    })

    await test.step('a rule is written', async () => {
      await page.getByRole('button', { name: 'Add rule' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add rule' })
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Main')
      await dialog.getByRole('button', { name: 'Save rule' }).click()
      await expect(dialog.getByRole('alert').first()).toBeVisible()
      await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Main')
      await dialog.getByRole('combobox', { name: 'Suites' }).click()
      const suites = page.getByRole('group', { name: 'Suites' })
      const filter = page.getByRole('searchbox', { name: 'Filter Suites' })
      if (await filter.isVisible()) await filter.fill(suite)
      await suites.getByRole('checkbox', { name: suite }).check()
      await page.keyboard.press('Escape')
      await dialog.getByLabel('Target').selectOption({ label: 'Simulator' })
      await dialog.getByLabel('Mode').selectOption('text')
      await dialog.getByLabel('Branches').fill('main\nrelease/*')
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Save rule' }).click()
      await expect(dialog).toBeHidden()
      await expect(
        page.getByText('On push or pull request, branch main or release/*'),
      ).toBeVisible()
      await expect(page.getByText(`${suite} on Simulator, as text`)).toBeVisible()
    })

    await test.step('deliveries are decided and told', async () => {
      const push = { repository: 'acme/voice' }
      expect(await deliverPush(api, address, 'wrong', { ...push, branch: 'main' })).toBe(401)
      expect(await deliverPush(api, address, secret, { ...push, branch: 'dev' })).toBe(202)
      expect(await deliverPush(api, address, secret, { ...push, branch: 'main' })).toBe(202)
      await expect(async () => {
        await page.reload()
        const table = page.getByRole('table', { name: 'Deliveries' })
        await expect(table.getByText(/Ignored: .*branch dev is not listed/)).toBeVisible()
        await expect(table.getByText(`Started ${suite}`)).toBeVisible()
      }).toPass({ timeout: 30_000 })
    })

    await test.step('the log is filtered, one delivery is looked into', async () => {
      await page.getByRole('link', { name: 'Deliveries' }).click()
      await expect(heading(page, 'Deliveries')).toBeVisible()
      await page.getByLabel('Connection', { exact: true }).selectOption({ label: name })
      await page.getByLabel('Status').selectOption('processed')
      const table = page.getByRole('table', { name: 'Deliveries' })
      await expect(table.getByRole('row')).toHaveCount(2)
      await expectGoodLooks(page)
      await table.getByRole('link').click()
      await expect(heading(page, `push of ${name}`)).toBeVisible()
      await page.getByRole('button', { name: 'Dry run' }).click()
      await expect(page.getByText('would start', { exact: true })).toBeVisible()
      await page.getByText('Body', { exact: true }).click()
      await expect(page.getByRole('region', { name: 'Body' })).toContainText('refs/heads/main')
      await page.getByText('Headers', { exact: true }).click()
      await expect(page.getByRole('region', { name: 'Headers' })).toContainText('x-github-event')
      await expectGoodLooks(page)
    })

    await test.step('it is delivered again, after a question', async () => {
      const first = await page
        .getByRole('link', { name: 'Run that it started' })
        .getAttribute('href')
      await page.getByRole('button', { name: 'Redeliver' }).click()
      const dialog = page.getByRole('alertdialog')
      await expect(dialog).toContainText('Runs start again')
      await dialog.getByRole('button', { name: 'Redeliver' }).click()
      await expect(dialog).toBeHidden()
      const run = page.getByRole('link', { name: 'Run that it started' })
      await expect(run).toBeVisible({ timeout: 30_000 })
      await expect(run).not.toHaveAttribute('href', first ?? '')
      await run.click()
      await expect(page).toHaveURL(/\/runs\//)
      await page.goBack()
      await page.getByRole('link', { name, exact: true }).click()
      await expect(heading(page, name)).toBeVisible()
    })

    await test.step('the secret is rotated with an overlap, which is then ended', async () => {
      await page.getByRole('button', { name: 'Rotate Webhook secret' }).click()
      const dialog = page.getByRole('dialog', { name: 'Rotate webhook secret' })
      await dialog.getByLabel('Accept the present one for').selectOption({ label: '3 days' })
      await dialog.getByRole('button', { name: 'Rotate' }).click()
      await expect(dialog).toBeHidden()
      const next = await page
        .getByRole('group', { name: 'Webhook secret' })
        .locator('code')
        .innerText()
      const push = { repository: 'acme/voice', branch: 'dev' }
      await expect(page.getByText(/The one before is accepted until/)).toBeVisible()
      await expectGoodLooks(page)
      await expect.poll(() => deliverPush(api, address, next, push), { timeout: 15_000 }).toBe(202)
      expect(await deliverPush(api, address, secret, push)).toBe(202)
      await page.getByRole('button', { name: 'I have copied it' }).click()
      await expect(page.getByText(next)).toHaveCount(0)
      await page.getByRole('button', { name: 'Revoke now: Webhook secret before' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke now' }).click()
      await expect(page.getByText(/The one before is accepted until/)).toHaveCount(0)
      await expect
        .poll(() => deliverPush(api, address, secret, push), { timeout: 15_000 })
        .toBe(401)
    })

    await test.step('a token that stops working shows as failing, in the words of GitHub', async () => {
      Reflect.deleteProperty(tokens, 'ghp_journey')
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await expect(page.getByRole('main').getByText('failing', { exact: true })).toBeVisible()
      await page.goto('/settings/integrations')
      const item = page.getByRole('listitem').filter({ hasText: name })
      await expect(item.getByText('failing', { exact: true })).toBeVisible()
      await expect(item.getByText(/Since/)).toBeVisible()
      await expectGoodLooks(page)
      await item.getByRole('link').click()
    })

    await test.step('it is deleted by its name', () => remove(page, name))
    await peer.close()
  })

  test('connects Slack and sees a test message arrive', async ({ page }) => {
    const peer = await startFakeSlack()
    const refused = await fetch(peer.webhookUrl, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(400)
    const name = unique('Slack of a journey')
    await choose(page, 'Slack')
    await nameField(page).fill(name)
    await page.getByLabel('Webhook address').fill(peer.webhookUrl)
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.getByRole('button', { name: 'Send a test message' }).click()
    await expect.poll(() => peer.state.messages(peer.channel).length).toBe(1)
    await page.getByRole('link', { name: 'Done' }).click()
    await expect(heading(page, name)).toBeVisible()
    await expect(page.getByText(/ends in .*peer/).first()).toBeVisible()
    await expect(page.getByText(peer.webhookUrl)).toHaveCount(0)

    await test.step('moving it asks for the secret again', async () => {
      await page.getByLabel('API address').fill('https://slack-gov.com/api')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByRole('alert').filter({ hasText: 'Enter it again' })).toBeVisible()
      await expect(page.getByLabel('API address')).toHaveValue('https://slack-gov.com/api')
      await expectGoodLooks(page)
    })
    await page.reload()
    await remove(page, name)
    await peer.close()
  })

  test('gives Jenkins a secret address and takes it back', async ({ page, api }) => {
    const name = unique('Jenkins of a journey')
    await choose(page, 'Jenkins')
    await nameField(page).fill(name)
    await page.getByRole('button', { name: 'Generate Webhook secret' }).click()
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await expect(page.getByRole('region', { name: 'Jenkinsfile' })).toContainText('openssl dgst')
    await page.getByRole('button', { name: 'Go on to the test' }).click()
    await page.getByRole('link', { name: 'Say what starts runs' }).click()
    await page.getByRole('button', { name: 'Issue secret address' }).click()
    const shown = page.getByRole('group', { name: 'Secret address' })
    const url = new URL(await shown.locator('code').innerText())
    const address = `${url.pathname}${url.search}`
    await expect.poll(() => notifyOfBuild(api, address), { timeout: 15_000 }).toBe(202)
    await expectGoodLooks(page)
    await page.getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke address' }).click()
    await expect(shown).toHaveCount(0)
    await expect.poll(() => notifyOfBuild(api, address), { timeout: 15_000 }).toBe(401)
    await remove(page, name)
  })
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('sees integrations and no way to change them', async ({ page }) => {
    await page.goto('/settings/integrations')
    await expect(heading(page, 'Integrations')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Connect' })).toHaveCount(0)
    for (const path of ['/settings/integrations/new', '/settings/deliveries']) {
      await page.goto(path)
      await expect(page).toHaveURL('/settings/integrations')
    }
    await expect(page.getByRole('link', { name: 'Deliveries' })).toHaveCount(0)
  })
})
