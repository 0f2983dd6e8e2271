import { AxeBuilder } from '@axe-core/playwright'

import { expect, type Page } from './fixtures.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails with the rule, what it says and where, for each breach of WCAG 2.2 A or AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
  expect(found, 'breaches of WCAG 2.2 A and AA').toEqual([])
}

/** Nothing of the page lies beyond the right edge of the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
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

/** The page as it is now, in both colour themes. */
export async function expectGoodLooks(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
    await expectAccessible(page)
  }
  await expectNoSidewaysScroll(page)
}

export const windows = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 400, height: 860 },
} as const
