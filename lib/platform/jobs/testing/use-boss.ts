import { afterAll, beforeAll } from 'vitest'

import { type Boss, openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'

/** Gives a test file the job queue of its database, for verbs that enqueue; nothing works it off. */
export function useBoss(database: { readonly url: string }): { readonly boss: Boss } {
  let jobs: Awaited<ReturnType<typeof openBoss>> | undefined
  beforeAll(async () => {
    jobs = await openBoss(database.url, { supervise: false, max: 2 })
    provideBoss(jobs.boss)
  })
  afterAll(async () => {
    provideBoss(undefined)
    await jobs?.close()
  })
  return {
    get boss() {
      if (!jobs) throw new Error('The job queue is there within tests and hooks only')
      return jobs.boss
    },
  }
}
