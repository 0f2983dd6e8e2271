import { expect, test as base } from '#e2e/fixtures.ts'
import { expectAccessible } from '#e2e/look.ts'
import { startEmptyProduct } from '#e2e/product.ts'

const test = base.extend<object, { emptyUrl: string }>({
  emptyUrl: [
    async ({}, use) => {
      const product = await startEmptyProduct()
      await use(product.url)
      await product.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ emptyUrl }, use) => use(emptyUrl),
})

test.use({ person: null })

test('an empty product is set up once, and says what to do next', async ({ page }) => {
  test.setTimeout(120_000)

  await test.step('every page leads to the setup', async () => {
    await page.goto('/runs')
    await expect(page).toHaveURL(/\/setup$/)
    await expectAccessible(page)
  })

  await test.step('a weak password is refused and the rest is kept', async () => {
    await page.getByLabel('Organization').fill('Harbour Voice')
    await page.getByLabel('Your name').fill('Olga Owner')
    await page.getByLabel('Email').fill('olga@harbour.example')
    await page.getByRole('textbox', { name: 'Password' }).fill('short')
    await page.getByRole('button', { name: 'Create administrator' }).click()
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAttribute(
      'aria-invalid',
      'true',
    )
    await expect(page.getByLabel('Organization')).toHaveValue('Harbour Voice')
    await expect(page.getByLabel('Email')).toHaveValue('olga@harbour.example')
  })

  await test.step('the administrator lands on an overview that helps', async () => {
    await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password')
    await page.getByRole('button', { name: 'Create administrator' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await expect(page.getByText('Harbour Voice')).toBeVisible()
    await expect(page.getByRole('button', { name: /account of Olga Owner/ })).toBeVisible()
    await expect(page.getByText('No run yet')).toBeVisible()
    await expect(page.getByText('No open reviews')).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('pages without content say what belongs there', async () => {
    for (const [path, text] of [
      ['/suites', /no suite/i],
      ['/runs', /no run/i],
      ['/review', /nothing to review/i],
      ['/settings/targets', /no target/i],
    ] as const) {
      await page.goto(path)
      await expect(page.getByRole('main').getByText(text).first()).toBeVisible()
    }
  })

  await test.step('setting up again is refused', async () => {
    await page.goto('/setup')
    await expect(page).not.toHaveURL(/\/setup$/)
    // The page left behind would ask for its live stream once more, without a session.
    await page.goto('about:blank')
    await page.context().clearCookies()
    await page.goto('/setup')
    await expect(page).toHaveURL(/\/sign-in$/)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  })
})
