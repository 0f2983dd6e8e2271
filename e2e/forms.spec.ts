import type { Locator } from '@playwright/test'

import { expect, type Page, test, unique } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, simulatorTarget } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Leave without saving?' })
/** Waits until scripts answer a link: before that it loads another document, which only the browser itself can guard. */
async function follow(link: Locator): Promise<void> {
  const isAwake = (element: Element) =>
    Object.keys(element).some((key) => key.startsWith('__reactProps$'))
  await expect.poll(() => link.evaluate(isAwake)).toBe(true)
  await link.click()
}
const stay = (page: Page) => question(page).getByRole('button', { name: 'Stay' }).click()
const leave = (page: Page) =>
  question(page).getByRole('button', { name: 'Leave without saving' }).click()

test.describe('the form of a target', () => {
  test.use({ person: 'admin' })

  test('asks before it is left by a link or by Back, and stays as it was', async ({ page }) => {
    await page.goto('/settings/targets')
    await follow(page.getByRole('link', { name: 'Add target' }).first())
    const name = page.getByLabel('Name', { exact: false }).first()
    await name.fill('Half written')

    await test.step('a link asks; Stay gives the focus back', async () => {
      const link = page.getByRole('link', { name: 'Schedules' })
      await link.click()
      await expect(question(page)).toBeVisible()
      await expectGoodLooks(page)
      await page.keyboard.press('Escape')
      await expect(question(page)).toBeHidden()
      await expect(link).toBeFocused()
      await expect(name).toHaveValue('Half written')
    })

    await test.step('Back asks; Stay keeps page, address and text', async () => {
      await page.goBack({ waitUntil: 'commit' }).catch(() => null)
      await expect(question(page)).toBeVisible()
      await stay(page)
      await expect(page).toHaveURL(/\/settings\/targets\/new$/)
      await expect(name).toHaveValue('Half written')
    })

    await test.step('Back once more, and out', async () => {
      await page.goBack({ waitUntil: 'commit' }).catch(() => null)
      await leave(page)
      await expect(page).toHaveURL(/\/settings\/targets$/)
      await expect(page.getByRole('heading', { level: 1, name: 'Targets' })).toBeVisible()
    })

    await test.step('an untouched form is left without a question', async () => {
      await page.getByRole('link', { name: 'Add target' }).first().click()
      await expect(page.getByRole('heading', { level: 1, name: 'Add target' })).toBeVisible()
      await page.goBack()
      await expect(page.getByRole('heading', { level: 1, name: 'Targets' })).toBeVisible()
      await expect(question(page)).toHaveCount(0)
    })
  })

  test('asks for credentials first, marks what is missing, and checks before it is saved', async ({
    page,
    api,
  }) => {
    const { endpoint } = await simulatorTarget(api)
    await page.goto('/settings/targets/new')
    await page.getByLabel('Connector').selectOption({ label: 'Houndify (SoundHound)' })
    await expect(page.getByLabel('Timeout (s)', { exact: true })).toBeHidden()

    await page.getByRole('button', { name: 'Check connection' }).click()
    await expect(page.getByText('Fill in the marked fields first.')).toBeVisible()
    await expect(page.getByLabel('Client ID')).toBeFocused()

    await page.getByText('Advanced settings').click()
    await page.getByLabel('Timeout (s)', { exact: true }).fill('0')
    await page.getByText('Advanced settings').click()
    await page.getByLabel('Client ID').fill('nobody')
    await page.getByLabel('Client key').fill(Buffer.alloc(32, 7).toString('base64url') + '=')
    await page.getByRole('button', { name: 'Check connection' }).click()
    const timeout = page.getByLabel('Timeout (s)', { exact: true })
    await expect(timeout).toBeVisible()
    await expect(timeout).toBeFocused()
    await timeout.fill('10')

    await page.getByLabel('Endpoint').fill(endpoint)
    await page.getByRole('button', { name: 'Check connection' }).click()
    await expect(
      page.getByRole('status').filter({ hasText: /check client id and client key/i }),
    ).toBeVisible()
    await expect(page).toHaveURL(/\/settings\/targets\/new$/)
    await expectGoodLooks(page)
  })

  test('the role of a user changes only when it is confirmed', async ({ page }) => {
    await page.goto('/settings/users')
    const role = page.getByLabel('Role of Vic Viewer')
    const before = await role.inputValue()
    await role.selectOption('admin')
    const dialog = page.getByRole('alertdialog', { name: /^Change the role of/ })
    await expect(dialog).toContainText('→ Administrator')
    await expectGoodLooks(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(role).toHaveValue(before)
    await page.reload()
    await expect(role).toHaveValue(before)
  })

  test('the last administrator stays one, and the question says so', async ({ page }) => {
    await page.goto('/settings/users')
    const own = page
      .getByRole('row')
      .filter({ hasText: 'admin@demo.earshot' })
      .getByRole('combobox')
    await own.selectOption('viewer')
    const dialog = page.getByRole('alertdialog', { name: /^Change the role of/ })
    await dialog.getByRole('button', { name: 'Make Viewer' }).click()
    await expect(dialog.getByRole('alert')).toContainText('last active administrator')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(own).toHaveValue('admin')
  })
})

test('the case editor asks on Back and keeps a draft; a new case leads back to its suite', async ({
  page,
  api,
}) => {
  const suite = await importSuite(api, suiteFile(unique('Guarded')))
  await page.goto(`/suites/${suite}`)

  await test.step('a new case begins at its name, and Back after it does not meet an empty form', async () => {
    await follow(page.getByRole('link', { name: 'Add case' }))
    const name = page.getByLabel('Name', { exact: false }).first()
    await expect(name).toBeFocused()
    await page.getByRole('button', { name: 'Create case' }).click()
    await page.getByRole('button', { name: /fields to correct$/ }).click()
    await page.getByRole('button', { name: /^Name/ }).click()
    await expect(name).toBeFocused()
    await name.fill('Time in Toronto')
    await page.getByLabel('en-US', { exact: true }).fill('what time is it in Toronto')
    await page.getByRole('button', { name: 'Create case' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Time in Toronto' })).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(new RegExp(`/suites/${suite}$`))
  })

  await test.step('Back asks, and what is left behind can be restored', async () => {
    await page.getByRole('link', { name: 'Weather in Toronto' }).click()
    const description = page.getByLabel('Description')
    await description.fill('Only a draft')
    await expect(page.getByText('Unsaved changes')).toBeVisible()
    await page.goBack({ waitUntil: 'commit' }).catch(() => null)
    await expect(question(page)).toContainText('draft')
    await stay(page)
    await expect(description).toHaveValue('Only a draft')
    await page.goBack({ waitUntil: 'commit' }).catch(() => null)
    await leave(page)
    await expect(page).toHaveURL(new RegExp(`/suites/${suite}$`))
    await page.getByRole('link', { name: 'Weather in Toronto' }).click()
    await page.getByRole('button', { name: 'Restore them' }).click()
    await expect(description).toHaveValue('Only a draft')
  })

  await test.step('saving says which version it made', async () => {
    await page.getByRole('button', { name: 'Save new version' }).click()
    await expect(page.getByText('Saved as version 2')).toBeVisible()
    await expect(page.getByText('Version 2', { exact: true }).first()).toBeVisible()
    await page.getByRole('link', { name: 'Suites' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Suites' })).toBeVisible()
  })

  await test.step('the list is filtered while the name is typed', async () => {
    const search = page.getByLabel('Search suites by name')
    await search.fill('Guarded')
    await expect(page).toHaveURL(/q=Guarded/)
    await expect(search).toBeFocused()
  })
})

test('a run is started only with what was chosen, and its size is said before', async ({
  page,
}) => {
  await page.goto('/suites')
  await page.getByRole('button', { name: 'Start run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start run' })
  const size = dialog.getByRole('status', { name: 'Size of the run' })
  await expect(size).toContainText('Nothing is chosen')
  await dialog.getByRole('button', { name: 'Start run' }).click()
  await expect(dialog.getByText('Choose at least one suite')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Suites' }).click()
  await page.getByRole('button', { name: 'Select all' }).click()
  await page.keyboard.press('Escape')
  await expect(size).toContainText(/\d items =/)
  await expectGoodLooks(page)
})
