import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { sessionFile } from '#e2e/signed-in.ts'
import { importSuite, resultOf, runToEnd, signInByHand } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'

/** Of each of the three cases: enough that the run is seen at work, and that reviews are left over. */
const repetitions = 6

test.use({ person: null })

const Reviews = z.object({
  data: z.array(z.object({ id: z.string() })),
  next_cursor: z.string().nullable(),
})

const Queue = z.object({ data: z.array(z.object({ id: z.string(), execution_id: z.string() })) })

/** Ids of what waits for a person, in the whole organization: other journeys add theirs meanwhile. */
async function waiting(request: APIRequestContext): Promise<string[]> {
  const ids: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const query: string = next && `&cursor=${next}`
    const reply = await request.get(`/api/v1/reviews?limit=100${query}`)
    const { data, next_cursor } = Reviews.parse(await reply.json())
    ids.push(...data.map(({ id }) => id))
    next = next_cursor
  }
  return ids
}

/** Claims the item of one execution: its page then begins with it. */
async function takeOnly(api: APIRequestContext, execution: string): Promise<void> {
  const { data } = Queue.parse(await (await api.get('/api/v1/reviews?limit=200')).json())
  const skip = data.filter((item) => item.execution_id !== execution).map(({ id }) => id)
  const claimed = await api.post('/api/v1/reviews/claim', { data: { skip } })
  expect(await claimed.json()).toMatchObject({ task: { item: { execution_id: execution } } })
}

const badge = (page: Page, status: RegExp) =>
  page.getByRole('banner').or(page.getByRole('main')).getByText(status).first()

/** The number under `Open reviews` on the overview. */
async function openReviews(page: Page): Promise<number> {
  const tile = page.getByRole('main').getByText('Open reviews').locator('..')
  return Number((await tile.getByRole('link').innerText()).replaceAll(/\D/g, ''))
}

/** Plays one side of a turn until it is heard. */
async function expectPlays(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: `Play ${label}` }).click()
  await expect(page.getByRole('button', { name: `Pause ${label}` })).toBeVisible()
  const heard = () =>
    page
      .locator('audio')
      .evaluateAll((all) =>
        all.some((one) => one instanceof HTMLAudioElement && !one.paused && one.currentTime > 0.1),
      )
  await expect.poll(heard).toBe(true)
}

/** One case that the demo voice AI answers rightly, in other words. */
const wordingSuite = (name: string) => `suite: ${name}
cases:
  - id: other-words
    name: ${name}
    languages: { en-US: {} }
    turns:
      - say: call Mom
        expect:
          response: { similar_to: I am putting you through to Mom }
`

test('from a suite file to a reviewed run', async ({ page }) => {
  test.setTimeout(150_000)
  const name = unique('From the couch')

  await test.step('sign in', async () => {
    await page.goto('/')
    await signInByHand(page, 'qa')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  })

  await test.step('import a suite', async () => {
    await page.getByRole('link', { name: 'Suites' }).first().click()
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByLabel('Suite file').setInputFiles({
      name: 'couch.suite.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(suiteFile(name)),
    })
    const dialog = page.getByRole('dialog', { name: 'Import suites' })
    await expect(dialog.getByText('3 cases created')).toBeVisible()
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByRole('table', { name: 'Cases' }).getByRole('row')).toHaveCount(4)
  })

  await test.step('start a run by voice', async () => {
    await page.getByRole('button', { name: 'Start run' }).click()
    const dialog = page.getByRole('dialog', { name: 'Start run' })
    await dialog.getByLabel('Target').selectOption({ label: 'Simulator' })
    await dialog.getByRole('radio', { name: /^Voice/ }).check()
    await dialog.getByLabel('Repetitions').fill(String(repetitions))
    await dialog.getByRole('button', { name: 'Start run' }).click()
    await expect(page).toHaveURL(/\/runs\/[\da-f-]{36}$/)
  })
  const runUrl = page.url()

  await test.step('the page follows the run to its end without being loaded again', async () => {
    await expect(badge(page, /^(Queued|Running)$/)).toBeVisible()
    const loadedAt = await page.evaluate(() => performance.timeOrigin)
    await expect(badge(page, /^Completed$/)).toBeVisible({ timeout: 90_000 })
    const progress = page.getByRole('main').getByRole('list').filter({ hasText: 'Passed' }).first()
    await expect(progress).toContainText(`Passed${2 * repetitions}`)
    await expect(progress).toContainText(`Failed${repetitions}`)
    await expect(progress).toContainText('Invalid0')
    await expect(progress).toContainText(`${repetitions} need review`)
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt)
  })

  await test.step('an execution shows its evidence, and its audio plays', async () => {
    const ranges = new Set<number>()
    page.on('response', (response) => {
      if (response.url().includes('/audio/')) ranges.add(response.status())
    })
    await page.getByRole('link', { name: 'Weather in Toronto' }).first().click()
    await expect(page).toHaveURL(/\/executions\//)
    await expect(page.getByRole('heading', { level: 1, name: 'Weather in Toronto' })).toBeVisible()
    await expectPlays(page, 'Caller, turn 1')
    await expectPlays(page, 'Voice AI, turn 1')
    expect([...ranges]).toContain(206)

    const turn = page.getByLabel('Turn 1')
    await expect(
      turn
        .getByRole('listitem')
        .filter({ hasText: /toronto/i })
        .first(),
    ).toBeVisible()
    await expect(turn.getByText('WER 0 %')).toBeVisible()
    const scores = page.getByRole('table', { name: 'Scores by validator' })
    for (const validator of ['Intent', 'Entity', 'Response', 'Transcript', 'Audio'])
      await expect(scores.getByRole('row').filter({ hasText: validator }).first()).toContainText(
        'Pass',
      )
    await page.getByRole('button', { name: 'Show as a table' }).click()
    const times = page.getByRole('table', { name: 'Everything on the timeline, in its order' })
    await expect(times.getByRole('row', { name: /Response time/ })).toContainText(/\d m?s/)
    const message = page.locator('details').filter({ hasText: 'POST' }).first()
    await message.locator('summary').click()
    await expect(message.getByRole('region', { name: 'Headers' })).toContainText(
      'Hound-Client-Authentication: [hidden]',
    )
  })

  await test.step('a failure names what was wrong, and whose fault it was', async () => {
    await page.goto(runUrl)
    await page.getByRole('link', { name: 'Weather in the wrong city' }).first().click()
    await expect(page).toHaveURL(/\/executions\//)
    const main = page.getByRole('main')
    await expect(main.getByRole('button', { name: /understanding/i }).first()).toBeVisible()
    await expect(
      main.getByRole('paragraph').filter({ hasText: 'instead of "Berlin"' }).first(),
    ).toBeVisible()
  })

  await page.goto('/')
  await expect.poll(() => openReviews(page)).toBeGreaterThanOrEqual(repetitions)
  const before = await waiting(page.request)

  await test.step('two items are reviewed and one is skipped, by keyboard', async () => {
    await page.goto('/review')
    const status = page.getByRole('status').filter({ hasText: 'waiting' })
    const notes = page.getByRole('textbox', { name: 'Notes' })
    await expect(status).toContainText('0 decided')
    await expectGoodLooks(page)

    await notes.focus()
    await page.keyboard.type('Right, in a friendlier way')
    await page.keyboard.press('Tab')
    await page.keyboard.press('a')
    await expect(status).toContainText('1 decided')
    await expect(notes).toHaveValue('')

    const recording = page.locator('audio').first()
    const skipped = (await recording.getAttribute('src')) ?? ''
    expect(skipped).toContain('/audio/')
    await page.keyboard.press('s')
    await expect(recording).not.toHaveAttribute('src', skipped)
    await expect(status).toContainText('1 decided')

    await notes.focus()
    await page.keyboard.type('Not the words we agreed on')
    await page.keyboard.press('Tab')
    await page.keyboard.press('r')
    await expect(status).toContainText('2 decided')
  })

  await test.step('the overview has changed', async () => {
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    const still = new Set(await waiting(page.request))
    expect(before.filter((id) => !still.has(id))).toHaveLength(2)
    await expect
      .poll(async () => (await openReviews(page)) - (await waiting(page.request)).length)
      .toBe(0)
    const rate = page.getByRole('main').getByText('Pass rate, 14 days').locator('..')
    await expect(rate).toContainText('%')
    await expect(page.getByRole('img', { name: /by day/ })).toBeVisible()
    await expect(page.getByRole('link', { name }).first()).toBeVisible()
  })
})

// Beside the journey above, so that the two never decide at the same time.
test.describe('a reviewer', () => {
  test.use({ person: 'reviewer' })

  test('decides a wording once, finds it kept, and withdraws it', async ({
    page,
    api,
    playwright,
    baseURL,
  }) => {
    test.setTimeout(150_000)
    const name = unique('Kept wording')
    const author = await playwright.request.newContext({
      storageState: sessionFile('qa'),
      ...(baseURL !== undefined && { baseURL, extraHTTPHeaders: { Origin: baseURL } }),
    })
    const suite = await importSuite(author, wordingSuite(name))
    const runAgain = async () => {
      const run = await runToEnd(author, { suite_ids: [suite], target: 'Simulator', mode: 'text' })
      return resultOf(author, run, 'other-words')
    }
    const { testCase, execution } = await runAgain()

    await test.step('the execution says what is not proven', async () => {
      await page.goto(`/executions/${execution}`)
      await expect(page.getByRole('heading', { name: 'Why manual review?' })).toBeVisible()
      await expect(page.getByRole('list', { name: 'Must-haves' })).toContainText('Not proven')
      await expectGoodLooks(page)
    })

    await test.step('the button names the verdict, and the page says that the wording is kept', async () => {
      await takeOnly(api, execution)
      await page.goto('/review')
      const heading = page.getByRole('heading', { level: 2 }).first()
      await expect(heading).toHaveText(name)
      const passes = page
        .getByRole('region', { name: 'Decision' })
        .getByRole('button', { name: /: passed/ })
      await passes.click()
      await expect(
        page.getByText('The same wording will be decided without a person'),
      ).toBeVisible()
      await page.getByRole('link', { name: 'Decided wordings' }).click()
      await expect(page).toHaveURL(new RegExp(`/cases/${testCase}`))
    })

    const wordings = page.locator('#decided-wordings')
    await test.step('the next run needs no person, and cites the decision', async () => {
      await expect(wordings.getByText('approved', { exact: true })).toBeVisible()
      const next = await runAgain()
      await page.goto(`/executions/${next.execution}`)
      await expect(
        page.getByRole('heading', { name: 'Why was this decided automatically?' }),
      ).toBeVisible()
      await expect(wordings.getByText('decided this verdict')).toBeVisible()
    })

    await test.step('withdrawn, a person looks at it again', async () => {
      await page.goto(`/suites/${suite}/cases/${testCase}`)
      await wordings.getByRole('button', { name: 'Withdraw' }).click()
      const dialog = page.getByRole('dialog', { name: 'Withdraw this decision?' })
      await dialog.getByLabel('Why?').fill('It was too friendly')
      await dialog.getByRole('button', { name: 'Withdraw' }).click()
      await expect(wordings.getByText('approved, withdrawn')).toBeVisible()
      await expect(wordings).toContainText('It was too friendly')
      await expectGoodLooks(page)
      const last = await runAgain()
      await page.goto(`/executions/${last.execution}`)
      await expect(page.getByRole('heading', { name: 'Why manual review?' })).toBeVisible()
    })
    await author.dispose()
  })
})
