import { expect, test, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { readEvidence, type Evidence, type Person } from '#e2e/signed-in.ts'

// Each page is a test of its own, so that both workers share them.
test.describe.configure({ mode: 'parallel' })

type Place = {
  name: string
  /** The address, or how to get there from the evidence that is in place. */
  at: string | ((evidence: Evidence) => string)
  /** What shows that the page has arrived. */
  heading: string | RegExp
  person?: Person | null
  provokes?: RegExp
  then?: (page: Page) => Promise<void>
}

/** What a page fetches after itself has arrived when this is there. */
const shows =
  (name: string, role: 'button' | 'link' = 'button') =>
  async (page: Page) => {
    await expect(page.getByRole(role, { name, exact: true })).toBeVisible()
  }

const places: Place[] = [
  { name: 'overview', at: '/', heading: 'Overview' },
  { name: 'suites', at: '/suites', heading: 'Suites' },
  { name: 'suite', at: ({ suite }) => `/suites/${suite}`, heading: /^Shown on pages/ },
  {
    name: 'case editor',
    at: ({ suite, testCase }) => `/suites/${suite}/cases/${testCase}`,
    heading: 'Weather in the wrong city',
    then: shows('Save new version'),
  },
  {
    name: 'new case',
    at: ({ suite }) => `/suites/${suite}/cases/new`,
    heading: 'New case',
    then: shows('Create case'),
  },
  { name: 'runs', at: '/runs', heading: 'Runs' },
  {
    name: 'run',
    at: ({ run }) => `/runs/${run}`,
    heading: /./,
    then: async (page) => {
      await shows('JUnit XML', 'link')(page)
      await expect(page.getByRole('link', { name: 'Weather in Toronto' })).toBeVisible()
    },
  },
  {
    name: 'execution',
    at: ({ execution }) => `/executions/${execution}`,
    heading: 'Weather in the wrong city',
    then: async (page) => {
      await expect(page.getByRole('button', { name: 'Play Voice AI, turn 1' })).toBeVisible()
    },
  },
  // As somebody who may not claim an item: the items belong to the journey that reviews them.
  { name: 'review', at: '/review', heading: 'Review', person: 'viewer' },
  { name: 'targets', at: '/settings/targets', heading: 'Targets', person: 'admin' },
  {
    name: 'new target',
    at: '/settings/targets/new',
    heading: 'Add target',
    person: 'admin',
    then: shows('Add target'),
  },
  {
    name: 'target',
    at: ({ target }) => `/settings/targets/${target}`,
    heading: 'Simulator',
    person: 'admin',
    then: shows('Save target'),
  },
  {
    name: 'validation policy',
    at: '/settings/validation-policy',
    heading: 'Validation policy',
    person: 'admin',
    then: async (page) => {
      await shows('Save new version')(page)
      await expect(page.getByRole('group', { name: 'What if' })).toBeVisible()
    },
  },
  { name: 'account', at: '/settings/account', heading: 'Your account' },
  { name: 'users', at: '/settings/users', heading: 'Users', person: 'admin' },
  { name: 'API tokens', at: '/settings/api-tokens', heading: 'API tokens', person: 'admin' },
  { name: 'queues', at: '/settings/queues', heading: 'Workers and queues', person: 'admin' },
  { name: 'activity', at: '/settings/activity', heading: 'Activity', person: 'admin' },
  {
    name: 'API docs',
    at: '/docs',
    heading: 'API docs',
    then: async (page) => {
      await expect(page.getByRole('link', { name: /^runs\b/ })).toBeVisible()
      await expect(page.getByRole('link', { name: /Back to the application/ })).toBeVisible()
    },
  },
  { name: 'sign-in', at: '/sign-in', heading: 'Sign in', person: null },
  { name: 'not found', at: '/no/page', heading: 'Page not found', provokes: /status of 404/ },
  {
    name: 'a run that is not there',
    at: '/runs/00000000-0000-7000-8000-000000000000',
    heading: 'Run not found',
    provokes: /status of 404/,
    then: async (page) => {
      await expect(page.getByRole('main')).toHaveCount(1)
      await expect(page.getByRole('link', { name: 'Show all runs' })).toBeVisible()
    },
  },
]

for (const { name, at, heading, person = 'qa', provokes = null, then } of places)
  test.describe(name, () => {
    test.use({ person, provokes })
    test('looks good wide and narrow, light and dark', async ({ page }) => {
      await page.goto(typeof at === 'string' ? at : at(readEvidence()))
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      await then?.(page)
      await expectGoodLooks(page)
    })
  })

const nobody = '00000000-0000-7000-8000-000000000000'

test.describe('an address that leads nowhere', () => {
  test.use({ person: 'admin' })
  const lost = [
    '/no/page',
    `/runs/${nobody}`,
    '/runs/nonsense',
    `/runs/${nobody}/analysis`,
    '/suites/nonsense',
    `/suites/${nobody}`,
    `/suites/${nobody}/cases/new`,
    `/suites/${nobody}/cases/${nobody}`,
    `/executions/${nobody}`,
    `/defects/${nobody}`,
    `/replays/${nobody}`,
    `/break-points/${nobody}`,
    `/settings/targets/${nobody}`,
    `/settings/schedules/${nobody}`,
    `/settings/device-profiles/${nobody}`,
    `/settings/integrations/${nobody}`,
    `/settings/deliveries/${nobody}`,
    `/settings/notifications/rules/${nobody}`,
    `/settings/notifications/log/${nobody}`,
  ]
  for (const address of lost)
    test(`${address} is answered with 404`, async ({ api }) => {
      const response = await api.get(address)
      expect(response.status()).toBe(404)
      expect(await response.text()).toContain('not found')
    })
})

test('the settings lead to their first page from the server', async ({ api }) => {
  const response = await api.get('/settings', { maxRedirects: 0 })
  expect(response.status()).toBe(307)
  expect(response.headers()['location']).toContain('/settings/targets')
})

test('the tab of a settings page is in sight in a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/settings/activity')
  const tabs = page.getByRole('navigation', { name: 'Settings' })
  await expect(tabs.getByRole('link', { name: 'Activity' })).toBeInViewport({ ratio: 1 })
})

test.describe('by keyboard', () => {
  test('the first Tab offers to skip to the content', async ({ page }) => {
    await page.goto('/runs')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })

  test('the start dialog opens, keeps the focus, and gives it back on Escape', async ({ page }) => {
    await page.goto('/runs')
    const open = page.getByRole('button', { name: 'Start run' })
    await open.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Start run' })
    await expect(dialog).toBeVisible()
    await expect(dialog.locator(':focus')).toHaveCount(1)
    for (let step = 0; step < 20; step++) await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
    await expectGoodLooks(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(open).toBeFocused()
  })

  test('the navigation of a narrow window opens and closes', async ({ page }) => {
    await page.setViewportSize({ width: 400, height: 860 })
    await page.goto('/')
    const open = page.getByRole('button', { name: 'Open navigation' })
    await open.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('link', { name: 'Runs' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(open).toBeFocused()
  })
})
