import { expect, test, type Page } from '#e2e/fixtures.ts'

// A chunk that is not served, as after an upgrade or with a broken connection.
test.use({ provokes: /_next\/static\/chunks|ERR_FAILED|Failed to load/ })

const notice = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'A part of this page could not be loaded' })

/** From now on no script arrives that the page does not have yet. */
async function loseChunks(page: Page): Promise<void> {
  await page.route('**/_next/static/chunks/**', (route) => route.abort())
}

/** Everything that the page fetches by itself has arrived. */
async function openQuietly(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
}

test('a dialog that does not arrive reloads the page once, and then it opens', async ({ page }) => {
  await openQuietly(page, '/runs')
  let isLost = true
  await page.route('**/_next/static/chunks/**', (route) =>
    isLost ? route.abort() : route.continue(),
  )
  // With the page itself its chunks are there again.
  await page.route('**/runs', (route) => {
    isLost = false
    return route.continue()
  })
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Start run' }).click()
  await reloaded
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.getByRole('dialog', { name: 'Start run' })).toBeVisible()
  await expect(notice(page)).toBeHidden()
})

test('while chunks stay lost the page stays as it is, and says what to do', async ({ page }) => {
  await openQuietly(page, '/runs')
  // As if it had reloaded by itself a moment ago: it does not again.
  await page.evaluate(() => sessionStorage.setItem('earshot-reloaded-at', String(Date.now())))
  await loseChunks(page)
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(notice(page)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
  await expect(page.getByText('The server failed')).toBeHidden()
  // Asked again it says so again.
  await notice(page).getByRole('button', { name: 'Close' }).click()
  await expect(notice(page)).toBeHidden()
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(notice(page)).toBeVisible()
  await page.unroute('**/_next/static/chunks/**')
  const reloaded = page.waitForEvent('load')
  await notice(page).getByRole('button', { name: 'Reload' }).click()
  await reloaded
  await expect(notice(page)).toBeHidden()
})

test('what was typed is not lost to a chunk that does not arrive', async ({ page }) => {
  await openQuietly(page, '/suites')
  await page
    .getByRole('link', { name: /^Shown on pages/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Add case' }).click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('Typed before the upgrade')
  await page.waitForLoadState('networkidle')
  await loseChunks(page)
  // The navigation of a narrow window is fetched when it is first opened.
  await page.setViewportSize({ width: 400, height: 860 })
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await expect(notice(page)).toBeVisible()
  await expect(name).toHaveValue('Typed before the upgrade')
})
