import { randomUUID } from 'node:crypto'

import { expect, test, unique } from '#e2e/fixtures.ts'
import { signInByHand } from '#e2e/steps.ts'

test.describe('signing in', () => {
  test.use({ person: null, provokes: /status of (401|429)/ })

  test('says for how long an account is locked', async ({ page }) => {
    const alert = page.getByRole('alert').filter({ hasText: 'locked for 1 minute' })
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(`${randomUUID()}@example.test`)
    await expect(async () => {
      await page.getByRole('textbox', { name: 'Password' }).fill('not-the-password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(alert).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await expect(page).toHaveURL(/\/sign-in$/)
  })

  test('never leads away from this server', async ({ page }) => {
    for (const query of [
      'next=//elsewhere.example',
      'callbackUrl=https://elsewhere.example/runs',
    ]) {
      await page.goto(`/sign-in?${query}`)
      await signInByHand(page, 'viewer')
      await expect(page.getByRole('button', { name: /account of/ })).toBeVisible()
      expect(new URL(page.url()).hostname).not.toBe('elsewhere.example')
      await page.context().clearCookies()
    }
  })
})

test.describe('a session that ended', () => {
  test.use({ provokes: /status of 401/ })

  test('costs nothing that was typed', async ({ page, context }) => {
    const name = unique('Kept')
    await page.goto('/settings/api-tokens')
    await page.getByRole('button', { name: 'Create token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await context.clearCookies()
    await dialog.getByRole('button', { name: 'Create token' }).click()

    const opened = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const other = await opened
    await expect(other).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fapi-tokens/)
    await signInByHand(other, 'qa')
    await expect(other).toHaveURL(/\/settings\/api-tokens$/)
    await other.close()

    await expect(dialog.getByLabel('Name')).toHaveValue(name)
    await dialog.getByRole('button', { name: 'Create token' }).click()
    await expect(page.getByText(name).first()).toBeVisible()
  })
})
