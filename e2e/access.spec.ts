import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { people, readEvidence } from '#e2e/signed-in.ts'
import { signInByHand } from '#e2e/steps.ts'

type Attempt = { method: string; path: string; body?: unknown }

/** Calls the API from within the page, so with the cookies and the origin of whoever is signed in. */
const statusOf = (page: Page, attempt: Attempt) =>
  page.evaluate(async ({ method, path, body }) => {
    const response = await fetch(path, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return response.status
  }, attempt)

test.describe('a viewer', () => {
  test.use({ person: 'viewer', provokes: /status of 403/ })

  test('sees results and no way to change anything', async ({ page }) => {
    const { suite, run, execution } = readEvidence()
    const changing =
      /^(Start|Import|New|Add|Edit|Save|Delete|(Cancel|Pause|Resume) run|Run (\d+|again)|Check|Request review)/
    for (const path of [
      '/',
      '/suites',
      `/suites/${suite}`,
      '/runs',
      `/runs/${run}`,
      `/executions/${execution}`,
      '/review',
      '/settings/targets',
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByRole('main').getByRole('button', { name: changing })).toHaveCount(0)
      await expect(page.getByRole('main').getByRole('link', { name: changing })).toHaveCount(0)
    }
  })

  test('is refused by the API when it asks for a change', async ({ page }) => {
    const { suite, run, execution } = readEvidence()
    await page.goto('/')
    const refused: Attempt[] = [
      { method: 'POST', path: '/api/v1/suites', body: { name: unique('Not allowed') } },
      { method: 'PATCH', path: `/api/v1/suites/${suite}`, body: { description: 'changed' } },
      { method: 'DELETE', path: `/api/v1/suites/${suite}` },
      {
        method: 'POST',
        path: '/api/v1/runs',
        body: { suite_ids: [suite], target: 'Simulator', mode: 'text' },
      },
      { method: 'POST', path: `/api/v1/runs/${run}/cancel` },
      { method: 'POST', path: `/api/v1/executions/${execution}/review` },
      { method: 'POST', path: '/api/v1/reviews/claim', body: {} },
    ]
    for (const attempt of refused)
      expect(await statusOf(page, attempt), `${attempt.method} ${attempt.path}`).toBe(403)
    expect(await statusOf(page, { method: 'GET', path: `/api/v1/suites/${suite}` })).toBe(200)
  })
})

test.describe('nobody signed in', () => {
  test.use({ person: null, provokes: /status of 401/ })

  test('signs in and gets to the page that was asked for', async ({ page }) => {
    const { run } = readEvidence()
    await page.goto(`/runs/${run}`)
    await expect(page).toHaveURL(/\/sign-in\?/)
    await signInByHand(page, 'viewer')
    await expect(page).toHaveURL(`/runs/${run}`)
    await expect(page.getByRole('button', { name: /account of/ })).toBeVisible()
  })

  test('learns why a sign-in failed, and keeps the e-mail address', async ({ page }) => {
    await page.goto('/sign-in')
    await signInByHand(page, 'viewer', 'not-the-password')
    await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toBeVisible()
    await expect(page.getByLabel('Email')).toHaveValue(people.viewer)
    await signInByHand(page, 'viewer')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  })

  test('gets 401 from the API', async ({ page }) => {
    await page.goto('/sign-in')
    expect(await statusOf(page, { method: 'GET', path: '/api/v1/suites' })).toBe(401)
  })

  test('signs out and cannot come back with the browser button', async ({ page }) => {
    await page.goto('/sign-in')
    await signInByHand(page, 'viewer')
    await page.getByRole('button', { name: /account of/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.goto('/runs')
    await expect(page).toHaveURL(/\/sign-in\?/)
  })
})
