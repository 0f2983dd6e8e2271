import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { sessionFile } from '#e2e/signed-in.ts'

const Made = z.object({ id: z.uuid(), email: z.string() })
const given = 'given-by-the-admin'
const own = 'known-to-me-alone'

test.use({ person: null, provokes: /status of (401|403)/ })

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody new chooses a password, sees where they are signed in, and ends it for good', async ({
  page,
  playwright,
  browser,
  baseURL: base,
}) => {
  test.setTimeout(120_000)
  const baseURL = base ?? ''
  const asAdmin = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { Origin: baseURL },
    storageState: sessionFile('admin'),
  })
  const email = `${unique('new').replace(' ', '-')}@example.test`
  const data = { email, name: 'Nora New', role: 'viewer', password: given }
  const made = await asAdmin.post('/api/v1/users', { data })
  const { id } = Made.parse(await made.json())

  await test.step('no page but one opens before the password is changed', async () => {
    await enter(page, email, given)
    await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible()
    await page.goto('/runs')
    await expect(page).toHaveURL(/\/new-password\?next=%2Fruns$/)
    expect((await page.request.get('/api/v1/suites')).status()).toBe(403)
    await expectGoodLooks(page)
  })

  await test.step('one that is easily guessed is refused at its field', async () => {
    const field = page.getByRole('textbox', { name: 'New password' })
    await page.getByRole('textbox', { name: 'Current password' }).fill(given)
    await field.fill('nora-new-2026')
    await page.getByRole('button', { name: 'Set password and continue' }).click()
    await expect(page.getByText(/easy to guess: it is made of your name/)).toBeVisible()
    await field.fill(own)
    await page.getByRole('button', { name: 'Set password and continue' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
  })

  const elsewhere = await browser.newContext({
    baseURL,
    storageState: { cookies: [], origins: [] },
  })
  const there = await elsewhere.newPage()

  await test.step('another browser is in the list, and is ended', async () => {
    await enter(there, email, own)
    await expect(there.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await page.getByRole('button', { name: /account of Nora New/ }).click()
    await page.getByRole('link', { name: 'Your account' }).click()
    const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row')
    await expect(rows).toHaveCount(3)
    await expect(rows.filter({ hasText: 'this one' })).toContainText('Chrome')
    await expectGoodLooks(page)
    await page.getByRole('button', { name: /^End the session of/ }).click()
    await page.getByRole('button', { name: 'End session', exact: true }).click()
    await expect(rows).toHaveCount(2)
    expect((await there.request.get('/api/v1/me')).status()).toBe(401)
    await elsewhere.close()
  })

  await test.step('after signing out a copy of the cookies opens nothing', async () => {
    const copied = await page.context().storageState()
    await page.getByRole('button', { name: /account of/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    const thief = await playwright.request.newContext({ baseURL, storageState: copied })
    expect((await thief.get('/api/v1/me')).status()).toBe(401)
    expect(await (await thief.get('/api/auth/session')).json()).toEqual({})
    const answer = await thief.get('/runs', { maxRedirects: 0 })
    expect(answer.headers()['location']).toContain('/sign-in')
    await thief.dispose()
  })

  await test.step('a closed and reopened account revives nothing', async () => {
    await enter(page, email, own)
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    for (const is_active of [false, true])
      await asAdmin.patch(`/api/v1/users/${id}`, { data: { is_active } })
    expect((await page.request.get('/api/v1/me')).status()).toBe(401)
    await page.goto('/runs')
    await expect(page).toHaveURL(/\/sign-in\?/)
  })
  await asAdmin.dispose()
})
