import { randomUUID } from 'node:crypto'

import { type APIRequestContext, type Page, test as base } from '@playwright/test'

import { type Person, sessionFile } from '#e2e/signed-in.ts'

export { expect, type Page } from '@playwright/test'

/** A name that no other journey, and no earlier run of this one, has used. */
export const unique = (name: string) => `${name} ${randomUUID().slice(0, 8)}`

type Options = {
  /** Who is signed in; null for nobody. */
  person: Person | null
  /** Console errors that the journey provokes on purpose. */
  provokes: RegExp | null
}
type Fixtures = {
  /** The REST API as `person`, as the pages themselves call it. */
  api: APIRequestContext
  noConsoleErrors: undefined
}

/** Collects what a page reports as broken: errors on its console and exceptions nobody caught. */
function listen(page: Page): string[] {
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error')
      errors.push(`${message.text()} (${message.location().url || page.url()})`)
  })
  page.on('pageerror', (error) => errors.push(`${error.name}: ${error.message} (${page.url()})`))
  return errors
}

export const test = base.extend<Options & Fixtures>({
  person: ['qa', { option: true }],
  provokes: [null, { option: true }],
  reducedMotion: 'reduce',
  storageState: async ({ person }, use) => use(person ? sessionFile(person) : undefined),
  api: async ({ playwright, baseURL, storageState }, use) => {
    const api = await playwright.request.newContext({
      ...(baseURL !== undefined && { baseURL, extraHTTPHeaders: { Origin: baseURL } }),
      ...(storageState !== undefined && { storageState }),
    })
    await use(api)
    await api.dispose()
  },
  noConsoleErrors: [
    async ({ page, provokes }, use) => {
      const errors = listen(page)
      await use(undefined)
      const unexpected = errors.filter((error) => !provokes?.test(error))
      base.expect(unexpected, 'errors on the console').toEqual([])
    },
    { auto: true },
  ],
})
