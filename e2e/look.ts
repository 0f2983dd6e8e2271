import { AxeBuilder } from '@axe-core/playwright'

import { expect, type Page } from '#e2e/fixtures.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Looking = { rules?: string[] }

/** Fails with the rule, what it says and where, for each breach of WCAG 2.2 A or AA; or only of the rules named. */
export async function expectAccessible(page: Page, { rules }: Looking = {}): Promise<void> {
  // Without frames there is nothing to gather in a page of axe's own, which costs half of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  // A page that opens or refreshes itself gets its title a moment after its content, so the title is waited for instead.
  const { violations } = await (
    rules ? axe.withRules(rules) : axe.withTags(wcag).disableRules('document-title')
  ).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
  expect(found, 'breaches of WCAG 2.2 A and AA').toEqual([])
  await expect(page, 'WCAG 2.4.2: a page has a title').toHaveTitle(/\S/)
}

/** Nothing of the page lies beyond the right edge of the window. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160))
  })
  expect(beyond, 'elements beyond the right edge').toEqual([])
}

const windows = [
  { width: 400, height: 860 },
  { width: 1440, height: 900 },
]

/** The page as it is now, in a narrow and a wide window, light and dark; leaves it wide and dark. */
export async function expectGoodLooks(page: Page): Promise<void> {
  for (const viewport of windows) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    await expect(page.locator('html')).toHaveClass(/\blight\b/)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    // The theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveClass(/\bdark\b/)
    await expectAccessible(page, { rules: ['color-contrast'] })
  }
}
